<?php
/**
 * Steps 1 to 6 of the verifier: is this what somebody signed, byte for byte?
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Envelope {
	/** The body's canonical text, without its signature. */
	public string $canonical;
	/** The whole document's, with its signature: what is kept, and given out again. */
	public string $whole;
	/** SHA-256 of the canonical body: with submissionId, what the submission is. */
	public string $digest;
	/** Whether a receiver's nonce is in the header. */
	public bool $has_nonce;

	/**
	 * Verifies a signed submission.
	 *
	 * @throws Refused With the step's code.
	 */
	public static function verify( string $raw ): self {
		$members = Json::read( $raw );
		self::need( null !== $members, 'not-an-object', 'The document is not a JSON object.' );
		$signature = self::text( $members, 'signature' );
		self::need( null !== $signature, 'signature-missing', 'The member "signature" is missing or not a string.' );
		$parts = explode( '..', $signature, 2 );
		$pair  = Json::from_base64url( $parts[1] ?? '' );
		self::need( 64 === strlen( (string) $pair ), 'signature-shape', 'The signature is not "header..signature" with 64 bytes of base64url.' );
		$found        = new self();
		$found->whole = Json::canonical( $members );
		unset( $members['signature'] );
		$found->canonical = Json::canonical( $members );
		$found->digest    = Json::digest( $found->canonical );
		$header           = self::header( $parts[0] );
		$found->has_nonce = isset( $header['nonce'] );
		$key              = self::key( $header );
		$input            = $parts[0] . '.' . Json::base64url( $found->canonical );
		if ( 1 !== openssl_verify( $input, self::der( $pair ), $key, OPENSSL_ALGO_SHA256 ) ) {
			throw new Refused( 'signature', 422, 'The signature does not hold: the document was changed after it was signed.' );
		}
		if ( strlen( $found->whole ) > Json::MOST_BYTES ) {
			throw new Refused( 'json-too-large', 413, 'The document is larger than 1 MiB.' );
		}
		return $found;
	}

	private static function header( string $protected ): array {
		$shape = 'The protected header is not base64url of a JSON object.';
		$raw   = Json::from_base64url( $protected );
		self::need( null !== $raw, 'header-shape', $shape );
		try {
			$header = Json::read( $raw, 4096, 2 );
		} catch ( Refused $refused ) {
			throw new Refused( 'header-shape', 400, $shape );
		}
		self::need( null !== $header, 'header-shape', $shape );
		self::need( 'ES256' === self::text( $header, 'alg' ), 'algorithm', 'The algorithm must be ES256.' );
		self::need( 'intake-submission+jws' === self::text( $header, 'typ' ), 'header-type', "The header's typ must be intake-submission+jws." );
		$only = ! array_diff( array_keys( $header ), [ 'alg', 'typ', 'kid', 'jwk', 'nonce' ] )
			&& null !== self::text( $header, 'kid' )
			&& ( ! isset( $header['nonce'] ) || null !== self::text( $header, 'nonce' ) );
		self::need( $only, 'header-member', 'The protected header must have exactly alg, typ, kid, jwk and, if issued, nonce.' );
		return $header;
	}

	/** The header's key, as openssl takes it. */
	private static function key( array $header ): \OpenSSLAsymmetricKey {
		self::need( str_starts_with( $header['jwk'] ?? '', '{' ), 'header-member', 'The protected header must have a jwk.' );
		$jwk = json_decode( $header['jwk'], true );
		self::need( ! array_diff( array_keys( $jwk ), [ 'kty', 'crv', 'x', 'y' ] ), 'header-member', 'The jwk must have exactly kty, crv, x and y.' );
		$coordinate = fn( string $name ): string => is_string( $jwk[ $name ] ?? null ) ? (string) Json::from_base64url( $jwk[ $name ] ) : '';
		$x          = $coordinate( 'x' );
		$y          = $coordinate( 'y' );
		$is_p256    = 'EC' === ( $jwk['kty'] ?? '' ) && 'P-256' === ( $jwk['crv'] ?? '' ) && 32 === strlen( $x ) && 32 === strlen( $y );
		self::need( $is_p256, 'key', 'The jwk must be a public P-256 key.' );
		$key = Key::from_point( $x . $y );
		self::need( null !== $key, 'key', 'The jwk is not a point on the curve P-256.' );
		// Its members are sorted and no others, so its canonical text is what RFC 7638 hashes.
		$thumbprint = Json::base64url( hash( 'sha256', $header['jwk'], true ) );
		self::need( self::text( $header, 'kid' ) === $thumbprint, 'thumbprint', 'The kid is not the thumbprint of the jwk.' );
		return $key;
	}

	/** The pair r‖s as openssl wants it: a DER sequence of two integers. */
	private static function der( string $pair ): string {
		$integer = function ( string $half ): string {
			$bytes = ltrim( $half, "\0" );
			if ( '' === $bytes || ord( $bytes[0] ) > 127 ) {
				$bytes = "\0" . $bytes;
			}
			return "\x02" . chr( strlen( $bytes ) ) . $bytes;
		};
		$both    = $integer( substr( $pair, 0, 32 ) ) . $integer( substr( $pair, 32 ) );
		return "\x30" . chr( strlen( $both ) ) . $both;
	}

	private static function text( array $members, string $name ): ?string {
		return str_starts_with( $members[ $name ] ?? '', '"' ) ? json_decode( $members[ $name ] ) : null;
	}

	private static function need( bool $holds, string $code, string $sentence ): void {
		if ( ! $holds ) {
			throw new Refused( $code, 400, $sentence );
		}
	}
}
