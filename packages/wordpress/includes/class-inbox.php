<?php
/**
 * What came in, for those who may read it: a list, and one submission.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Inbox {
	public const PAGE = 'intake-form';

	public static function hook(): void {
		add_action( 'admin_menu', [ self::class, 'menu' ] );
		add_action( 'admin_post_intake_form_mark', [ self::class, 'mark' ] );
		add_action( 'admin_post_intake_form_erase', [ self::class, 'erase' ] );
	}

	public static function menu(): void {
		$unread = current_user_can( CAPABILITY ) ? Store::count( '', true ) : 0;
		$bubble = $unread > 0 ? ' <span class="awaiting-mod">' . number_format_i18n( $unread ) . '</span>' : '';
		$hook   = add_menu_page( __( 'Submissions', 'intake-form' ), __( 'Intake', 'intake-form' ) . $bubble, CAPABILITY, self::PAGE, [ self::class, 'show' ], 'dashicons-feedback', 26 );
		add_submenu_page( self::PAGE, __( 'Submissions', 'intake-form' ), __( 'Submissions', 'intake-form' ), CAPABILITY, self::PAGE, [ self::class, 'show' ] );
		add_action( "load-$hook", [ self::class, 'act' ] );
	}

	/** The list's address, or that of one submission. */
	public static function address( array $query = [] ): string {
		return add_query_arg( [ 'page' => self::PAGE ] + $query, admin_url( 'admin.php' ) );
	}

	/** What was chosen for several at once. */
	public static function act(): void {
		// It makes pictures of another server's out of what people typed.
		remove_action( 'admin_print_scripts', 'print_emoji_detection_script' );
		$list   = new Inbox_List();
		$action = $list->current_action();
		if ( ! in_array( $action, [ 'read', 'unread', 'erase' ], true ) ) {
			return;
		}
		check_admin_referer( 'bulk-submissions' );
		self::allowed();
		foreach ( array_map( 'absint', (array) wp_unslash( $_REQUEST['submission'] ?? [] ) ) as $id ) {
			if ( 'erase' === $action ) {
				Store::erase( $id );
			} else {
				Store::mark( $id, 'read' === $action );
			}
		}
		wp_safe_redirect( self::address( [ 'done' => $action ] ) );
		exit;
	}

	private static function allowed(): void {
		if ( ! current_user_can( CAPABILITY ) ) {
			wp_die( esc_html__( 'You may not read submissions.', 'intake-form' ), '', [ 'response' => 403 ] );
		}
	}

	public static function show(): void {
		self::allowed();
		// phpcs:disable WordPress.Security.NonceVerification.Recommended -- Only what is shown depends on these.
		$id   = absint( $_GET['submission'] ?? 0 );
		$done = sanitize_key( $_GET['done'] ?? '' );
		// phpcs:enable
		echo '<div class="wrap">';
		if ( $id > 0 && '' === $done ) {
			self::one( $id );
		} else {
			self::all( $done );
		}
		echo '</div>';
	}

	private static function all( string $done ): void {
		$list = new Inbox_List();
		$list->prepare_items();
		echo '<h1 class="wp-heading-inline">' . esc_html__( 'Submissions', 'intake-form' ) . '</h1>';
		echo ' <a class="page-title-action" href="' . esc_url( Export::all_address() ) . '">' . esc_html__( 'Export all', 'intake-form' ) . '</a><hr class="wp-header-end">';
		if ( 'erase' === $done ) {
			echo '<div class="notice notice-success is-dismissible"><p>' . esc_html__( 'Erased.', 'intake-form' ) . '</p></div>';
		}
		echo '<form method="post" action="' . esc_url( self::address() ) . '">';
		$list->display();
		echo '</form>';
	}

	private static function one( int $id ): void {
		$row = Store::find( $id );
		if ( ! $row ) {
			echo '<h1>' . esc_html__( 'Submissions', 'intake-form' ) . '</h1><p>' . esc_html__( 'This submission is not here any more.', 'intake-form' ) . '</p>';
			return;
		}
		if ( null === $row->read_at ) {
			Store::mark( $id, true );
		}
		$form = Forms::by_digest( $row->form_digest );
		$body = json_decode( $row->envelope, true, 64 );
		echo '<h1>' . esc_html( $row->reference ) . '</h1>';
		self::about( $row, $form, $body );
		self::buttons( $id );
		if ( $form ) {
			$definition = json_decode( $form->definition, true, 64 );
			$reading    = new Reading( $definition, self::language( $definition ), Store::files( $id ) );
			$reading->answers( $body );
			$reading->outcome( $body['outcome'] );
		}
	}

	/** When, which form, and whether its signature still holds. */
	private static function about( object $row, ?object $form, array $body ): void {
		try {
			$holds = Envelope::verify( $row->envelope )->digest === $row->digest;
		} catch ( Refused $refused ) {
			$holds = false;
		}
		$lines = [
			__( 'Received', 'intake-form' )  => get_date_from_gmt( $row->received_at, get_option( 'date_format' ) . ' ' . get_option( 'time_format' ) ),
			__( 'Form', 'intake-form' )      => $form ? Element::title( $form ) . ' (' . $row->form_name . ', ' . $form->version . ')' : $row->form_name,
			__( 'Answered in', 'intake-form' ) => $row->language,
			__( 'Signature', 'intake-form' ) => $holds ? __( 'It holds: nothing was changed since it was sent.', 'intake-form' ) : __( 'It does not hold: this was changed after it was sent.', 'intake-form' ),
		];
		if ( 'assisted' === $row->mode ) {
			$lines[ __( 'Helped by', 'intake-form' ) ] = (string) ( $body['respondent']['worker'] ?? '' );
			$lines[ __( 'Their note', 'intake-form' ) ] = (string) ( $body['respondent']['note'] ?? '' );
		}
		if ( abs( (int) $row->clock_skew ) > 5 * MINUTE_IN_SECONDS ) {
			$lines[ __( 'Signed', 'intake-form' ) ] = $body['signedAt'] . ' (' . __( 'by the sender’s clock', 'intake-form' ) . ')';
		}
		echo '<table class="form-table" role="presentation"><tbody>';
		foreach ( array_filter( $lines ) as $name => $text ) {
			// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- html() escapes.
			echo '<tr><th scope="row">' . esc_html( $name ) . '</th><td dir="auto">' . Reading::html( $text ) . '</td></tr>';
		}
		echo '</tbody></table>';
	}

	private static function buttons( int $id ): void {
		echo '<p><a class="button" href="' . esc_url( self::address() ) . '">' . esc_html__( 'Back to the list', 'intake-form' ) . '</a> ';
		echo '<a class="button" href="' . esc_url( Export::one_address( $id ) ) . '">' . esc_html__( 'Export', 'intake-form' ) . '</a></p>';
		$ask = wp_json_encode( __( 'Erase this submission with its files? It can’t be brought back.', 'intake-form' ) );
		self::button( 'mark', $id, __( 'Mark as unread', 'intake-form' ), '' );
		self::button( 'erase', $id, __( 'Erase', 'intake-form' ), "return confirm($ask)" );
	}

	private static function button( string $action, int $id, string $label, string $ask ): void {
		printf( '<form method="post" action="%s" style="display:inline" onsubmit="%s">', esc_url( admin_url( 'admin-post.php' ) ), esc_attr( $ask ) );
		printf( '<input type="hidden" name="action" value="intake_form_%s"><input type="hidden" name="submission" value="%d">', esc_attr( $action ), absint( $id ) );
		wp_nonce_field( "intake_form_{$action}_$id" );
		printf( '<button class="button">%s</button></form> ', esc_html( $label ) );
	}

	public static function mark(): void {
		Store::mark( self::asked_for( 'mark' ), false );
		wp_safe_redirect( self::address() );
		exit;
	}

	public static function erase(): void {
		Store::erase( self::asked_for( 'erase' ) );
		wp_safe_redirect( self::address( [ 'done' => 'erase' ] ) );
		exit;
	}

	private static function asked_for( string $action ): int {
		// phpcs:ignore WordPress.Security.NonceVerification.Missing -- It is part of what the nonce, checked next, is made of.
		$id = absint( $_POST['submission'] ?? 0 );
		check_admin_referer( "intake_form_{$action}_$id" );
		self::allowed();
		return $id;
	}

	/** The nearest that the form has to the reader's own. */
	private static function language( array $form ): string {
		$own = substr( determine_locale(), 0, 2 );
		return in_array( $own, $form['languages'] ?? [], true ) ? $own : (string) ( $form['defaultLanguage'] ?? 'en' );
	}
}
