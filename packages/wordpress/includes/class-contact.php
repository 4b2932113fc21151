<?php
/**
 * How a person may be reached, in words: a line for each thing that whoever rings or writes has to keep to.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Contact {
	/**
	 * An answer of the type `contact`, as escaped HTML. What is missing, or is no text, allows nothing: no message is left,
	 * and nobody says where they are from.
	 */
	public static function lines( array $answer ): string {
		$text   = fn( string $name ): string => is_string( $answer[ $name ] ?? null ) ? trim( $answer[ $name ] ) : '';
		$method = $text( 'method' );
		$lines  = [ self::way( $method, $answer['value'] ?? '' ) ];
		if ( 'none' !== $method ) {
			// Of a way that is not known, the strictest holds.
			if ( ! in_array( $method, [ 'text', 'email', 'post' ], true ) ) {
				$may     = 'phone' === $method && true === ( $answer['leaveMessage'] ?? null );
				$lines[] = Reading::html( $may ? __( 'It is safe to leave a message', 'intake-form' ) : __( 'Do not leave a message', 'intake-form' ) );
			}
			/* translators: %s: a name that the person chose. */
			$use     = __( 'Use the name: %s', 'intake-form' );
			$lines[] = '' === $text( 'sayWho' ) ? Reading::html( __( 'Do not say which organisation you are from', 'intake-form' ) ) : self::with( $use, $text( 'sayWho' ) );
			if ( '' !== $text( 'when' ) ) {
				/* translators: %s: when the person can be reached, in their words. */
				$lines[] = self::with( __( 'Good time: %s', 'intake-form' ), $text( 'when' ) );
			}
		}
		return '<div dir="auto">' . implode( '</div><div dir="auto">', $lines ) . '</div>';
	}

	/** The way, and the number or the address. */
	private static function way( string $method, mixed $value ): string {
		$ways = [
			'phone' => __( 'Phone call', 'intake-form' ),
			'text'  => __( 'Text message', 'intake-form' ),
			'email' => __( 'Email', 'intake-form' ),
			'post'  => __( 'Letter by post', 'intake-form' ),
			'none'  => __( 'Don’t contact me', 'intake-form' ),
		];
		if ( ! isset( $ways[ $method ] ) ) {
			return Reading::html( Reading::unreadable() );
		}
		$value = is_string( $value ) ? trim( $value ) : Reading::unreadable();
		return 'none' === $method || '' === $value ? Reading::html( $ways[ $method ] ) : self::with( $ways[ $method ] . ': %s', $value );
	}

	/** A sentence with what the person typed, which keeps to itself: a number among Arabic words would be turned round. */
	private static function with( string $sentence, string $typed ): string {
		return sprintf( Reading::html( $sentence ), '<bdi>' . nl2br( Reading::html( $typed ) ) . '</bdi>' );
	}
}
