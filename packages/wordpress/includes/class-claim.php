<?php
/**
 * What a signed body says that it is: its shape, and steps 7 and 8 of the verifier.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Claim {
	private const DIGEST = '/^sha-256:[A-Za-z0-9_-]{43}\z/';

	/** The body, objects as objects. */
	public \stdClass $body;
	/** By how many seconds the sender's clock differs, or how long the submission was on its way. */
	public int $clock_skew;

	/**
	 * Reads the canonical text that was verified, never the text that came in.
	 *
	 * @throws Refused With places, when it is no submission of version 1.
	 */
	public static function read( Envelope $envelope ): self {
		$body   = json_decode( $envelope->canonical, false, 64 );
		$places = self::wrong( $body );
		if ( $places ) {
			$places = array_map(
				fn( string $pointer ): array => [
					'pointer' => $pointer,
					'code'    => 'wrong-member',
				],
				$places
			);
			throw new Refused( 'submission-shape', 422, 'The document is signed, but it is not a submission of version 1.', $places );
		}
		if ( ! Forms::is_own_address( $body->audience ) ) {
			throw new Refused( 'audience', 422, 'The submission was made for another address.' );
		}
		if ( $envelope->has_nonce ) {
			throw new Refused( 'nonce', 422, 'The nonce was not issued here.' );
		}
		$signed_on = strtotime( substr( $body->signedAt, 0, 10 ) . 'T00:00:00Z' );
		$evaluated = strtotime( $body->evaluatedOn . 'T00:00:00Z' );
		if ( abs( $signed_on - $evaluated ) > DAY_IN_SECONDS ) {
			throw new Refused( 'evaluated-on', 422, 'The rules were applied as of another day than that of signing.' );
		}
		$claim             = new self();
		$claim->body       = $body;
		$claim->clock_skew = time() - $signed_on - (int) substr( $body->signedAt, 11, 2 ) * HOUR_IN_SECONDS
			- (int) substr( $body->signedAt, 14, 2 ) * MINUTE_IN_SECONDS - (int) substr( $body->signedAt, 17, 2 );
		return $claim;
	}

	/** The places of members that are missing, too many, or of another shape. @return string[] */
	private static function wrong( \stdClass $body ): array {
		$text  = fn( int $most = 255, int $least = 1 ): callable => fn( $value ): bool => is_string( $value ) && self::length( $value ) >= $least && self::length( $value ) <= $most;
		$match = fn( string $pattern ): callable => fn( $value ): bool => is_string( $value ) && preg_match( $pattern, $value );
		$any   = fn( $value ): bool => $value instanceof \stdClass;
		$day   = fn( $value ): bool => is_string( $value ) && preg_match( '/^(\d{4})-(\d\d)-(\d\d)\z/', $value, $part ) && checkdate( (int) $part[2], (int) $part[3], (int) $part[1] );
		$time  = '/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(([01]\d|2[0-3]):[0-5]\d:[0-5]\d|23:59:60)(\.\d{1,9})?Z\z/';
		$is    = [
			'format'       => fn( $value ): bool => 'intake-submission/1' === $value,
			'submissionId' => $match( '/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z/' ),
			'audience'     => $text( 2048 ),
			'form'         => $any,
			'signedAt'     => fn( $value ): bool => $match( $time )( $value ) && $day( substr( $value, 0, 10 ) ),
			'evaluatedOn'  => $day,
			'respondent'   => $any,
			'answers'      => $any,
			'absent'       => $any,
			'outcome'      => $any,
			'attachments'  => fn( $value ): bool => is_array( $value ) && count( $value ) <= 1000,
		];
		$wrong = self::members( $body, $is, [ 'supersedes' => $match( self::DIGEST ) ], '' );
		if ( $wrong ) {
			return $wrong;
		}
		$form       = [
			'name'     => $text(),
			'version'  => $text(),
			'digest'   => $match( self::DIGEST ),
			'language' => fn( $value ): bool => is_string( $value ) && strlen( $value ) >= 2 && strlen( $value ) <= 35 && preg_match( '/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*\z/', $value ),
		];
		$helped     = 'self' !== ( $body->respondent->mode ?? '' );
		$respondent = [ 'mode' => fn( $value ): bool => in_array( $value, [ 'self', 'assisted' ], true ) ] + ( $helped ? [ 'worker' => $text() ] : [] );
		$outcome    = [
			'programs'  => fn( $value ): bool => is_array( $value ) && count( $value ) <= 1000,
			'referrals' => fn( $value ): bool => is_array( $value ) && count( $value ) <= 1000 && ! array_filter( $value, fn( $name ) => ! $text()( $name ) ),
		];
		$file       = [
			'item'      => $text(),
			'fileName'  => $text(),
			'mediaType' => $text( 255, 0 ),
			'size'      => fn( $value ): bool => is_int( $value ) && $value >= 0 && $value < 10 ** 15,
			'digest'    => $match( self::DIGEST ),
		];
		$wrong      = array_merge(
			self::members( $body->form, $form, [], '/form' ),
			self::members( $body->respondent, $respondent, $helped ? [ 'note' => $text( 10000 ) ] : [], '/respondent' ),
			self::members( $body->outcome, $outcome, [], '/outcome' )
		);
		foreach ( $body->attachments as $i => $one ) {
			$wrong = array_merge( $wrong, $one instanceof \stdClass ? self::members( $one, $file, [], "/attachments/$i" ) : [ "/attachments/$i" ] );
		}
		if ( $wrong ) {
			return $wrong;
		}
		return self::wrong_programs( $body->outcome->programs, $text() );
	}

	/** Programs and their criteria: a name and a status each. */
	private static function wrong_programs( array $programs, callable $name ): array {
		$wrong  = [];
		$status = fn( string ...$known ): callable => fn( $value ): bool => in_array( $value, $known, true );
		foreach ( $programs as $i => $program ) {
			$here    = "/outcome/programs/$i";
			$members = [
				'name'     => $name,
				'status'   => $status( 'eligible', 'ineligible', 'undetermined' ),
				'criteria' => fn( $value ): bool => is_array( $value ) && count( $value ) <= 1000,
			];
			$found   = $program instanceof \stdClass
				? self::members( $program, $members, [ 'estimate' => fn( $value ): bool => is_int( $value ) || is_float( $value ) ], $here )
				: [ $here ];
			foreach ( $found ? [] : $program->criteria as $j => $criterion ) {
				$members = [
					'name'   => $name,
					'status' => $status( 'met', 'unmet', 'undetermined' ),
				];
				$found   = array_merge( $found, $criterion instanceof \stdClass ? self::members( $criterion, $members, [], "$here/criteria/$j" ) : [ "$here/criteria/$j" ] );
			}
			$wrong = array_merge( $wrong, $found );
		}
		return $wrong;
	}

	private static function members( \stdClass $object, array $required, array $optional, string $here ): array {
		$wrong = [];
		foreach ( $required as $name => $holds ) {
			if ( ! property_exists( $object, $name ) || ! $holds( $object->$name ) ) {
				$wrong[] = "$here/$name";
			}
		}
		foreach ( get_object_vars( $object ) as $name => $value ) {
			$known = $required + $optional;
			if ( ! isset( $known[ $name ] ) || ( isset( $optional[ $name ] ) && ! $optional[ $name ]( $value ) ) ) {
				$wrong[] = $here . '/' . strtr( (string) $name, [ '~' => '~0', '/' => '~1' ] );
			}
		}
		return $wrong;
	}

	/** How many characters. */
	private static function length( string $text ): int {
		return (int) preg_match_all( '/./us', $text );
	}
}
