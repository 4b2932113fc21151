<?php
/**
 * The site's own key, ES256, made when the plugin is activated: it signs receipts.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Key {
	private const OPTION = 'intake_form_key';

	/** Makes one where there is none. False when this PHP can't. */
	public static function ensure(): bool {
		if ( get_option( self::OPTION ) ) {
			return true;
		}
		$key = openssl_pkey_new(
			[
				'private_key_type' => OPENSSL_KEYTYPE_EC,
				'curve_name'       => 'prime256v1',
			]
		);
		if ( ! $key || ! openssl_pkey_export( $key, $pem ) ) {
			return false;
		}
		return add_option( self::OPTION, $pem, '', false );
	}

	/** A receipt's members with the detached JWS over their canonical text. */
	public static function sign_receipt( array $receipt ): array {
		$key     = openssl_pkey_get_private( (string) get_option( self::OPTION ) );
		$header  = [
			'alg' => 'ES256',
			'kid' => self::public_jwk()['kid'] ?? '',
			'typ' => 'intake-receipt+jws',
		];
		$quoted  = fn( array $texts ): string => Json::canonical( array_map( [ Json::class, 'string' ], $texts ) );
		$protect = Json::base64url( $quoted( $header ) );
		$der     = '';
		if ( ! $key || ! openssl_sign( $protect . '.' . Json::base64url( $quoted( $receipt ) ), $der, $key, OPENSSL_ALGO_SHA256 ) ) {
			throw new Refused( 'internal', 503, 'The site has no key to sign a receipt with. Activate the plugin again.' );
		}
		$receipt['signature'] = $protect . '..' . Json::base64url( self::pair( $der ) );
		return $receipt;
	}

	/** The public half (RFC 7517). */
	public static function public_jwk(): array {
		$key     = openssl_pkey_get_private( (string) get_option( self::OPTION ) );
		$details = $key ? openssl_pkey_get_details( $key ) : false;
		if ( ! $details ) {
			return [];
		}
		$coordinate = fn( string $name ): string => Json::base64url( str_pad( $details['ec'][ $name ], 32, "\0", STR_PAD_LEFT ) );
		$jwk        = [
			'crv' => 'P-256',
			'kty' => 'EC',
			'x'   => $coordinate( 'x' ),
			'y'   => $coordinate( 'y' ),
		];
		$thumbprint = Json::base64url( hash( 'sha256', Json::canonical( array_map( [ Json::class, 'string' ], $jwk ) ), true ) );
		return $jwk + [
			'kid' => $thumbprint,
			'alg' => 'ES256',
			'use' => 'sig',
		];
	}

	/** A public key from its point, x‖y (RFC 5480); null when it is not on the curve. */
	public static function from_point( string $point ): ?\OpenSSLAsymmetricKey {
		$der = hex2bin( '3059301306072a8648ce3d020106082a8648ce3d030107034200' ) . "\x04" . $point;
		$key = openssl_pkey_get_public( "-----BEGIN PUBLIC KEY-----\n" . base64_encode( $der ) . "\n-----END PUBLIC KEY-----" );
		return $key ? $key : null;
	}

	/** From DER to r‖s, 32 bytes each. */
	private static function pair( string $der ): string {
		$first  = ord( $der[3] );
		$second = ord( $der[ 5 + $first ] );
		$half   = fn( string $integer ): string => str_pad( ltrim( $integer, "\0" ), 32, "\0", STR_PAD_LEFT );
		return $half( substr( $der, 4, $first ) ) . $half( substr( $der, 6 + $first, $second ) );
	}
}
