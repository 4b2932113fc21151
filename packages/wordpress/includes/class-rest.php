<?php
/**
 * The routes below /wp-json/intake-form/v1: submissions come in, forms and the site's key are given out.
 *
 * A submission carries its own proof, so no cookie and no nonce is looked at, and any site may send one: a visitor has
 * none of them, and a page that a cache keeps would have an old one.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Rest {
	private const SUBMISSIONS = '/' . NAMESPACE_ . '/submissions';

	public static function hook(): void {
		add_action( 'rest_api_init', [ self::class, 'routes' ] );
		add_filter( 'rest_pre_dispatch', [ self::class, 'before_json_is_read' ], 10, 3 );
		add_filter( 'rest_pre_serve_request', [ self::class, 'serve_bytes' ], 20, 2 );
		add_filter( 'rest_allowed_cors_headers', fn( array $headers ): array => [ ...$headers, 'Idempotency-Key' ] );
	}

	public static function routes(): void {
		$open = fn( string $method, callable $callback ): array => [
			'methods'             => $method,
			'callback'            => $callback,
			'permission_callback' => '__return_true',
		];
		register_rest_route( NAMESPACE_, '/submissions', $open( 'POST', [ self::class, 'submit' ] ) );
		register_rest_route( NAMESPACE_, '/forms/(?P<name>[a-z][a-z0-9-]{0,63})', $open( 'GET', [ self::class, 'form' ] ) );
		register_rest_route( NAMESPACE_, '/jwks', $open( 'GET', fn() => new \WP_REST_Response( [ 'keys' => array_filter( [ Key::public_jwk() ] ) ] ) ) );
	}

	/** WordPress answers to JSON that it can't read with a code of its own; ours say more. */
	public static function before_json_is_read( mixed $answer, \WP_REST_Server $server, \WP_REST_Request $request ): mixed {
		$ours = null === $answer && 'POST' === $request->get_method() && self::SUBMISSIONS === $request->get_route();
		return $ours ? self::submit( $request ) : $answer;
	}

	public static function submit( \WP_REST_Request $request ): \WP_REST_Response {
		try {
			Limit::count( self::length() );
			[ $receipt, $new ] = Accept::take( self::submission( $request ), $request->get_file_params() );
			if ( $new ) {
				Mail::tell();
			}
			return new \WP_REST_Response( $receipt, $new ? 201 : 200, [ 'Cache-Control' => 'no-store' ] );
		} catch ( Refused $refused ) {
			return self::problem( $refused );
		}
	}

	/** The signed JSON of a request, in whichever encoding it came. */
	private static function submission( \WP_REST_Request $request ): string {
		if ( self::length() > Limit::body() ) {
			throw new Refused( 'body-too-large', 413, 'The submission and its files together are larger than this site takes.' );
		}
		$type = strtolower( $request->get_content_type()['value'] ?? '' );
		if ( 'application/json' === $type ) {
			return $request->get_body();
		}
		if ( ! in_array( $type, [ 'application/x-www-form-urlencoded', 'multipart/form-data' ], true ) ) {
			throw new Refused( 'media-type', 415, 'Send application/json, application/x-www-form-urlencoded or multipart/form-data.' );
		}
		// WordPress has taken its own backslashes out of these again.
		$fields = $request->get_body_params();
		if ( ! $fields && 'multipart/form-data' === $type && self::length() > wp_convert_hr_to_bytes( (string) ini_get( 'post_max_size' ) ) ) {
			throw new Refused( 'body-too-large', 413, 'The submission and its files together are larger than this site takes.' );
		}
		if ( ! is_string( $fields['submission'] ?? null ) ) {
			throw new Refused( 'field-missing', 400, 'The form has no field "submission".' );
		}
		return $fields['submission'];
	}

	private static function length(): int {
		return absint( $_SERVER['CONTENT_LENGTH'] ?? 0 );
	}

	/** A problem report (RFC 9457): the form hands its code to the page. */
	private static function problem( Refused $refused ): \WP_REST_Response {
		$report = [
			'type'   => 'about:blank',
			'title'  => get_status_header_desc( $refused->status ),
			'status' => $refused->status,
			'detail' => $refused->getMessage(),
			'code'   => $refused->reason,
		];
		if ( $refused->places ) {
			$report['errors'] = $refused->places;
		}
		$headers = [
			'Content-Type'  => 'application/problem+json',
			'Cache-Control' => 'no-store',
		];
		if ( in_array( $refused->status, [ 429, 503 ], true ) ) {
			$headers['Retry-After'] = '60';
		}
		return new \WP_REST_Response( $report, $refused->status, $headers );
	}

	public static function form( \WP_REST_Request $request ): \WP_REST_Response {
		$form = Forms::open_by_name( (string) $request['name'] );
		if ( ! $form ) {
			return self::problem( new Refused( 'not-found', 404, 'There is no form of this name here.' ) );
		}
		$etag    = '"' . $form->digest . '"';
		$headers = [
			'ETag'          => $etag,
			'Cache-Control' => 'no-cache',
		];
		if ( $request->get_header( 'if_none_match' ) === $etag ) {
			return new \WP_REST_Response( null, 304, $headers );
		}
		return new Bytes( $form->definition, 200, $headers );
	}

	/** A definition goes out byte for byte: through PHP's arrays an empty object would become a list. */
	public static function serve_bytes( bool $served, \WP_HTTP_Response $result ): bool {
		if ( $served || ! $result instanceof Bytes ) {
			return $served;
		}
		// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON, served as JSON.
		echo $result->get_data();
		return true;
	}
}

/** An answer whose data is JSON text already. */
class Bytes extends \WP_REST_Response {}
