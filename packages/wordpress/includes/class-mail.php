<?php
/**
 * Tells the staff by mail that something came: a link and no more. Mail is read on the way and in other people's
 * mailboxes, and the name of a form can say as much as an answer.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Mail {
	/** Once the visitor has the receipt: mail can be slow, and whether it goes is no reason to send answers again. */
	public static function tell(): void {
		$addresses = self::addresses( (string) get_option( 'intake_form_mail', '' ) );
		if ( ! $addresses ) {
			return;
		}
		add_action(
			'shutdown',
			function () use ( $addresses ) {
				if ( function_exists( 'fastcgi_finish_request' ) ) {
					fastcgi_finish_request();
				}
				$name = wp_specialchars_decode( get_option( 'blogname' ), ENT_QUOTES );
				/* translators: %s: the name of the site. */
				$subject = sprintf( __( '[%s] A form has been sent in', 'intake-form' ), $name );
				$text    = __( 'Sign in to read it:', 'intake-form' ) . "\n" . Inbox::address();
				foreach ( $addresses as $address ) {
					wp_mail( $address, $subject, $text );
				}
			}
		);
	}

	/** The addresses in a text, separated by commas, spaces or lines. @return string[] */
	public static function addresses( string $text ): array {
		$found = preg_split( '/[\s,;]+/', $text, -1, PREG_SPLIT_NO_EMPTY );
		return array_values( array_unique( array_filter( $found, 'is_email' ) ) );
	}
}
