<?php
/**
 * The settings: where submissions go, who reads them, who is told, how long they are kept.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Settings_Page {
	private const PAGE = 'intake-form-settings';

	public static function hook(): void {
		add_action( 'admin_menu', [ self::class, 'menu' ], 11 );
		add_action( 'admin_post_intake_form_settings', [ self::class, 'save' ] );
	}

	public static function menu(): void {
		$parent = current_user_can( CAPABILITY ) ? Inbox::PAGE : 'options-general.php';
		add_submenu_page( $parent, __( 'Intake settings', 'intake-form' ), current_user_can( CAPABILITY ) ? __( 'Settings', 'intake-form' ) : __( 'Intake settings', 'intake-form' ), 'manage_options', self::PAGE, [ self::class, 'show' ] );
	}

	public static function save(): void {
		check_admin_referer( 'intake_form_settings' );
		if ( ! current_user_can( 'manage_options' ) ) {
			wp_die( esc_html__( 'You may not change these settings.', 'intake-form' ), '', [ 'response' => 403 ] );
		}
		$text     = fn( string $name ): string => sanitize_textarea_field( wp_unslash( $_POST[ $name ] ?? '' ) );
		$receiver = 'address' === $text( 'where' ) ? esc_url_raw( trim( $text( 'receiver' ) ), [ 'https' ] ) : '';
		$said     = 'saved';
		if ( 'address' === $text( 'where' ) && '' === $receiver ) {
			$said = 'https';
		} else {
			update_option( 'intake_form_receiver', $receiver );
		}
		update_option( 'intake_form_mail', implode( "\n", Mail::addresses( $text( 'mail' ) ) ), false );
		update_option( 'intake_form_keep_days', absint( $text( 'keep_days' ) ), false );
		update_option( 'intake_form_delete_all', empty( $_POST['delete_all'] ) ? 0 : 1, false );
		Setup::allow( array_map( 'sanitize_key', (array) wp_unslash( $_POST['roles'] ?? [] ) ) );
		// Whoever has taken the right from themselves finds the page in another place.
		wp_get_current_user()->get_role_caps();
		$parent = current_user_can( CAPABILITY ) ? 'admin.php' : 'options-general.php';
		wp_safe_redirect(
			add_query_arg(
				[
					'page' => self::PAGE,
					'said' => $said,
				],
				admin_url( $parent )
			)
		);
		exit;
	}

	public static function show(): void {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Only what is shown depends on it.
		$said = sanitize_key( $_GET['said'] ?? '' );
		echo '<div class="wrap"><h1>' . esc_html__( 'Intake settings', 'intake-form' ) . '</h1>';
		if ( 'saved' === $said ) {
			echo '<div class="notice notice-success"><p>' . esc_html__( 'Saved.', 'intake-form' ) . '</p></div>';
		} elseif ( 'https' === $said ) {
			echo '<div class="notice notice-error"><p>' . esc_html__( 'Where submissions go was not changed: the address must begin with https://.', 'intake-form' ) . '</p></div>';
		}
		if ( ! is_ssl() && 'https' !== wp_parse_url( home_url(), PHP_URL_SCHEME ) ) {
			echo '<div class="notice notice-warning"><p>' . esc_html__( 'Visitors’ pages must come by https: browsers sign nothing on other pages. Ask your web host for a certificate.', 'intake-form' ) . '</p></div>';
		}
		printf( '<form method="post" action="%s"><input type="hidden" name="action" value="intake_form_settings">', esc_url( admin_url( 'admin-post.php' ) ) );
		wp_nonce_field( 'intake_form_settings' );
		echo '<table class="form-table" role="presentation"><tbody>';
		self::row( __( 'Where submissions go', 'intake-form' ), [ self::class, 'where' ] );
		self::row( __( 'Who may read them', 'intake-form' ), [ self::class, 'roles' ] );
		self::row( __( 'Who is told', 'intake-form' ), [ self::class, 'mail' ] );
		self::row( __( 'How long they are kept', 'intake-form' ), [ self::class, 'keep' ] );
		self::row( __( 'When the plugin is deleted', 'intake-form' ), [ self::class, 'uninstall' ] );
		echo '</tbody></table>';
		submit_button();
		echo '</form></div>';
	}

	private static function row( string $title, callable $body ): void {
		echo '<tr><th scope="row">' . esc_html( $title ) . '</th><td><fieldset><legend class="screen-reader-text">' . esc_html( $title ) . '</legend>';
		$body();
		echo '</fieldset></td></tr>';
	}

	private static function where(): void {
		$receiver = (string) get_option( 'intake_form_receiver', '' );
		printf( '<label><input type="radio" name="where" value="here" %s> %s</label><br>', checked( '', $receiver, false ), esc_html__( 'To this site. You read them under “Intake”.', 'intake-form' ) );
		printf( '<label><input type="radio" name="where" value="address" %s> %s</label> ', checked( '' !== $receiver, true, false ), esc_html__( 'To another address:', 'intake-form' ) );
		printf( '<input type="url" class="regular-text" name="receiver" value="%s" aria-label="%s">', esc_attr( $receiver ), esc_attr__( 'The other address', 'intake-form' ) );
		echo '<p class="description">' . esc_html__( 'The other address is that of a program such as “intake serve”. Nothing is kept on this site then.', 'intake-form' ) . '</p>';
	}

	private static function roles(): void {
		foreach ( wp_roles()->role_objects as $name => $role ) {
			printf(
				'<label><input type="checkbox" name="roles[]" value="%s" %s> %s</label><br>',
				esc_attr( $name ),
				checked( $role->has_cap( CAPABILITY ), true, false ),
				esc_html( translate_user_role( wp_roles()->role_names[ $name ] ) )
			);
		}
	}

	private static function mail(): void {
		printf( '<textarea name="mail" rows="3" class="regular-text" aria-label="%s">%s</textarea>', esc_attr__( 'Mail addresses', 'intake-form' ), esc_textarea( (string) get_option( 'intake_form_mail', '' ) ) );
		echo '<p class="description">' . esc_html__( 'A mail address on each line. They get a link, and never an answer or a name.', 'intake-form' ) . '</p>';
	}

	private static function keep(): void {
		$field = sprintf( '<input type="number" class="small-text" name="keep_days" min="0" value="%d">', absint( get_option( 'intake_form_keep_days', 0 ) ) );
		/* translators: %s: a field for a number. */
		echo '<label>' . wp_kses( sprintf( __( 'Erase after %s days. With 0 they stay until somebody erases them.', 'intake-form' ), $field ), [ 'input' => [ 'type' => [], 'class' => [], 'name' => [], 'min' => [], 'value' => [] ] ] ) . '</label>';
	}

	private static function uninstall(): void {
		printf( '<label><input type="checkbox" name="delete_all" value="1" %s> %s</label>', checked( 1, (int) get_option( 'intake_form_delete_all', 0 ), false ), esc_html__( 'Delete all submissions, files and forms with it.', 'intake-form' ) );
		echo '<p class="description">' . esc_html__( 'Without this they stay in the database, and are there again when the plugin is installed again. Export them first: what is deleted can’t be brought back.', 'intake-form' ) . '</p>';
	}
}
