<?php
/**
 * The page where an administrator brings forms: from a file, or from an address.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Forms_Page {
	private const PAGE   = 'intake-form-forms';
	private const SAMPLE = 'sample/outreach-needs.json';

	public static function hook(): void {
		add_action( 'admin_menu', [ self::class, 'menu' ] );
		foreach ( [ 'upload', 'fetch', 'close', 'sample' ] as $what ) {
			add_action( "admin_post_intake_form_$what", fn() => self::act( $what ) );
		}
	}

	public static function menu(): void {
		$hook = add_submenu_page( Inbox::PAGE, __( 'Forms', 'intake-form' ), __( 'Forms', 'intake-form' ), 'manage_options', self::PAGE, [ self::class, 'show' ] );
		// Administrators who may not read submissions still find the forms.
		if ( ! current_user_can( CAPABILITY ) ) {
			$hook = add_options_page( __( 'Intake forms', 'intake-form' ), __( 'Intake forms', 'intake-form' ), 'manage_options', self::PAGE, [ self::class, 'show' ] );
		}
		add_action( "load-$hook", fn() => wp_enqueue_script( 'intake-form' ) );
	}

	private static function address( array $query = [] ): string {
		$parent = current_user_can( CAPABILITY ) ? 'admin.php' : 'options-general.php';
		return add_query_arg( [ 'page' => self::PAGE ] + $query, admin_url( $parent ) );
	}

	private static function act( string $what ): void {
		check_admin_referer( "intake_form_$what" );
		if ( ! current_user_can( 'manage_options' ) ) {
			wp_die( esc_html__( 'You may not change forms.', 'intake-form' ), '', [ 'response' => 403 ] );
		}
		try {
			$said = self::$what();
		} catch ( Refused $refused ) {
			$said = [ 'error' => self::sentence( $refused ) ];
		}
		set_transient( 'intake_form_said_' . get_current_user_id(), $said, MINUTE_IN_SECONDS );
		wp_safe_redirect( self::address() );
		exit;
	}

	/** What is wrong with a form, for the person who brings it. */
	private static function sentence( Refused $refused ): string {
		$words = [
			'json-syntax'         => __( 'The file is not JSON. A comma or a quotation mark may be missing, or one too many; “intake check” shows the line.', 'intake-form' ),
			'json-duplicate-name' => __( 'Something in the form has the same name twice.', 'intake-form' ),
			'json-too-large'      => __( 'The file is larger than 1 MB, so it is hardly a form.', 'intake-form' ),
			'json-not-utf8'       => __( 'The file’s letters are not in UTF-8. Save it again as UTF-8.', 'intake-form' ),
		];
		return $words[ $refused->reason ] ?? $refused->getMessage();
	}

	// phpcs:disable WordPress.Security.NonceVerification.Missing -- act() checks it first.

	private static function upload(): array {
		$place = $_FILES['form']['tmp_name'] ?? ''; // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- is_uploaded_file() says whether it is one.
		if ( ! is_string( $place ) || ! is_uploaded_file( $place ) ) {
			return [ 'error' => __( 'Choose a file first.', 'intake-form' ) ];
		}
		$text = file_get_contents( $place, false, null, 0, Json::MOST_BYTES + 4 ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file on this disk.
		return self::published( Forms::publish( (string) $text ) );
	}

	private static function fetch(): array {
		$address = esc_url_raw( trim( sanitize_text_field( wp_unslash( $_POST['address'] ?? '' ) ) ), [ 'https', 'http' ] );
		// Addresses of the site's own network are not asked.
		$answer = wp_safe_remote_get( $address, [ 'limit_response_size' => Json::MOST_BYTES + 4 ] );
		if ( is_wp_error( $answer ) || 200 !== wp_remote_retrieve_response_code( $answer ) ) {
			$reason = is_wp_error( $answer ) ? $answer->get_error_message() : wp_remote_retrieve_response_code( $answer );
			/* translators: %s: what went wrong. */
			return [ 'error' => sprintf( __( 'Nothing could be fetched from this address (%s).', 'intake-form' ), $reason ) ];
		}
		return self::published( Forms::publish( wp_remote_retrieve_body( $answer ), $address ) );
	}

	private static function sample(): array {
		$text = file_get_contents( dirname( __DIR__ ) . '/' . self::SAMPLE ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of the plugin's own.
		return self::published( Forms::publish( (string) $text ) );
	}

	private static function close(): array {
		Forms::close( sanitize_key( $_POST['name'] ?? '' ) );
		return [ 'done' => __( 'Closed. Pages show it no more; what was answered before is still taken.', 'intake-form' ) ];
	}

	// phpcs:enable

	private static function published( object $form ): array {
		/* translators: 1: the name of a form. 2: its version. */
		return [ 'done' => sprintf( __( 'The form “%1$s”, version %2$s, is here. Look at it below before you put it on a page.', 'intake-form' ), $form->name, $form->version ) ];
	}

	public static function show(): void {
		$said = get_transient( 'intake_form_said_' . get_current_user_id() );
		delete_transient( 'intake_form_said_' . get_current_user_id() );
		echo '<div class="wrap"><h1>' . esc_html__( 'Forms', 'intake-form' ) . '</h1>';
		foreach ( is_array( $said ) ? $said : [] as $kind => $sentence ) {
			printf( '<div class="notice notice-%s"><p>%s</p></div>', 'done' === $kind ? 'success' : 'error', esc_html( $sentence ) );
		}
		self::ask_as_visitor();
		$forms = Forms::open();
		self::table( $forms );
		self::bring( ! $forms );
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Only what is shown depends on it.
		self::preview( sanitize_key( $_GET['preview'] ?? '' ) );
		echo '</div>';
	}

	private static function table( array $forms ): void {
		if ( ! $forms ) {
			echo '<p>' . esc_html__( 'There is no form here yet. Upload yours, fetch it from an address, or take the one to try.', 'intake-form' ) . '</p>';
			return;
		}
		echo '<table class="widefat striped"><thead><tr>';
		foreach ( [ __( 'Form', 'intake-form' ), __( 'Version', 'intake-form' ), __( 'For pages without blocks', 'intake-form' ), '' ] as $head ) {
			echo '<th scope="col">' . esc_html( $head ) . '</th>';
		}
		echo '</tr></thead><tbody>';
		foreach ( $forms as $form ) {
			echo '<tr><td><strong>' . esc_html( Element::title( $form ) ) . '</strong><br><code>' . esc_html( $form->name ) . '</code></td>';
			echo '<td>' . esc_html( $form->version ) . '<br><small>' . esc_html( $form->digest ) . '</small></td>';
			echo '<td><code>[intake_form name="' . esc_html( $form->name ) . '"]</code></td><td>';
			echo '<a class="button" href="' . esc_url( self::address( [ 'preview' => $form->name ] ) ) . '#intake-form-preview">' . esc_html__( 'Look at it', 'intake-form' ) . '</a> ';
			if ( current_user_can( CAPABILITY ) ) {
				echo '<a class="button" href="' . esc_url( Export::form_address( $form->digest ) ) . '">' . esc_html__( 'Download', 'intake-form' ) . '</a> ';
			}
			if ( '' !== $form->source ) {
				self::button( 'fetch', [ 'address' => $form->source ], __( 'Fetch again', 'intake-form' ) );
			}
			self::button( 'close', [ 'name' => $form->name ], __( 'Close', 'intake-form' ) );
			echo '</td></tr>';
		}
		echo '</tbody></table>';
	}

	private static function start( string $what, string $style = '' ): void {
		printf( '<form method="post" enctype="multipart/form-data" action="%s" style="%s">', esc_url( admin_url( 'admin-post.php' ) ), esc_attr( $style ) );
		printf( '<input type="hidden" name="action" value="intake_form_%s">', esc_attr( $what ) );
		wp_nonce_field( "intake_form_$what" );
	}

	private static function button( string $what, array $fields, string $label ): void {
		self::start( $what, 'display:inline' );
		foreach ( $fields as $name => $value ) {
			printf( '<input type="hidden" name="%s" value="%s">', esc_attr( $name ), esc_attr( $value ) );
		}
		printf( '<button class="button">%s</button></form> ', esc_html( $label ) );
	}

	private static function bring( bool $first ): void {
		echo '<h2>' . esc_html__( 'Upload a form', 'intake-form' ) . '</h2>';
		self::start( 'upload' );
		echo '<p><label>' . esc_html__( 'A form’s file, in JSON', 'intake-form' ) . ' <input type="file" name="form" accept=".json,application/json" required></label> ';
		echo '<button class="button button-primary">' . esc_html__( 'Upload', 'intake-form' ) . '</button></p></form>';
		echo '<h2>' . esc_html__( 'Fetch a form', 'intake-form' ) . '</h2>';
		self::start( 'fetch' );
		echo '<p><label>' . esc_html__( 'Its address', 'intake-form' ) . ' <input type="url" class="regular-text" name="address" required></label> ';
		echo '<button class="button">' . esc_html__( 'Fetch', 'intake-form' ) . '</button></p></form>';
		if ( $first ) {
			echo '<h2>' . esc_html__( 'Only try it', 'intake-form' ) . '</h2><p>' . esc_html__( 'The form of a charity that doesn’t exist, in six languages.', 'intake-form' ) . '</p>';
			self::button( 'sample', [], __( 'Take the form to try', 'intake-form' ) );
		}
	}

	/** Some plugins for security close the REST API to visitors: then no form could be shown or sent. */
	private static function ask_as_visitor(): void {
		echo '<div id="intake-form-closed" class="notice notice-error" hidden><p>' . esc_html__( 'Visitors can’t reach this site’s REST API (/wp-json/intake-form/v1/), so they see no form and can’t send one. A plugin for security may have closed it: let this part be open.', 'intake-form' ) . '</p></div>';
		$address = wp_json_encode( rest_url( NAMESPACE_ . '/jwks' ) );
		wp_print_inline_script_tag( "fetch($address,{credentials:'omit'}).then(({ok})=>ok,()=>false).then((ok)=>{document.getElementById('intake-form-closed').hidden=ok;});" );
	}

	/** The form itself, sent nowhere. What its engine finds wrong with it stands above. */
	private static function preview( string $name ): void {
		if ( '' === $name || ! Forms::open_by_name( $name ) ) {
			return;
		}
		$script = 'addEventListener("intake-error",({detail})=>{const list=document.getElementById("intake-form-errors");'
			. 'for(const{code,pointer}of detail.errors??[detail]){const line=document.createElement("li");line.textContent=`${code} ${pointer??""}`;list.append(line);}list.hidden=false;});';
		echo '<h2 id="intake-form-preview">' . esc_html__( 'As visitors see it', 'intake-form' ) . '</h2><p>' . esc_html__( 'Nothing is sent from here.', 'intake-form' ) . '</p>';
		wp_print_inline_script_tag( $script );
		echo '<ul id="intake-form-errors" class="notice notice-error inline" hidden></ul><div class="card" style="max-width:60em">';
		echo Element::tag( $name, '' ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- It escapes each attribute.
		echo '</div>';
	}
}
