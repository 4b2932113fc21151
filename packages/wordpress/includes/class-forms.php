<?php
/**
 * The forms that are published here, every version of them: answers to an older one may still be on their way.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

// The tables are the plugin's own; what is read changes with each request.
// phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared

defined( 'ABSPATH' ) || exit;

class Forms {
	private const ROUTE = NAMESPACE_ . '/submissions';

	/** Where this site's forms are sent. */
	public static function own_address(): string {
		return rest_url( self::ROUTE );
	}

	/**
	 * Whether a submission was made for this site: also when its links were of another kind then, or when
	 * it calls itself by http and is read by https.
	 */
	public static function is_own_address( string $audience ): bool {
		$own = [
			self::own_address(),
			home_url( '/' . rest_get_url_prefix() . '/' . self::ROUTE ),
			home_url( '/index.php/' . rest_get_url_prefix() . '/' . self::ROUTE ),
			home_url( '/index.php?rest_route=/' . self::ROUTE ),
			home_url( '/?rest_route=/' . self::ROUTE ),
		];
		/** More addresses under which this site takes submissions, such as those of other domains. */
		$own = (array) apply_filters( 'intake_form_audiences', $own );
		return in_array( self::bare( $audience ), array_map( [ self::class, 'bare' ], $own ), true );
	}

	/** An address without its scheme, as a browser and as an administrator may write it. */
	private static function bare( string $address ): string {
		$part = wp_parse_url( $address );
		if ( ! in_array( strtolower( $part['scheme'] ?? '' ), [ 'http', 'https' ], true ) ) {
			return $address;
		}
		$host = strtolower( $part['host'] ?? '' );
		// Browsers write letters beyond ASCII in punycode; WordPress has what is needed for its own requests.
		$encoder = class_exists( '\WpOrg\Requests\IdnaEncoder' ) ? '\WpOrg\Requests\IdnaEncoder' : '\Requests_IDNAEncoder';
		$letters = (bool) preg_match( '/[^\x00-\x7f]/', $host );
		$host    = $letters && class_exists( $encoder ) ? $encoder::encode( $host ) : $host;
		$port    = $part['port'] ?? 80;
		return '//' . $host . ( in_array( $port, [ 80, 443 ], true ) ? '' : ":$port" ) . rawurldecode( ( $part['path'] ?? '/' ) . ( isset( $part['query'] ) ? '?' . $part['query'] : '' ) );
	}

	/** Where submissions go: here, or to the address in the settings. */
	public static function action(): string {
		$elsewhere = (string) get_option( 'intake_form_receiver', '' );
		return '' === $elsewhere ? self::own_address() : $elsewhere;
	}

	/** Those that are open, by name: `{ digest, name, version, source, is_open, published_at, definition }`. */
	public static function open(): array {
		global $wpdb;
		return $wpdb->get_results( 'SELECT * FROM ' . Tables::name( 'form' ) . ' WHERE is_open = 1 ORDER BY name' );
	}

	public static function open_by_name( string $name ): ?object {
		global $wpdb;
		return $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM ' . Tables::name( 'form' ) . ' WHERE is_open = 1 AND name = %s', $name ) );
	}

	public static function by_digest( string $digest ): ?object {
		global $wpdb;
		return $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM ' . Tables::name( 'form' ) . ' WHERE digest = %s', $digest ) );
	}

	/** Publishes a definition in the place of the one with its name. @throws Refused When it is none. */
	public static function publish( string $text, string $source = '' ): object {
		global $wpdb;
		$definition = Definition::check( $text );
		$wpdb->query( 'START TRANSACTION' );
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::name( 'form' ) . ' SET is_open = 0 WHERE name = %s', $definition->name ) );
		$done = $wpdb->query(
			$wpdb->prepare(
				'INSERT INTO ' . Tables::name( 'form' ) . ' (digest, name, version, definition, source, is_open, published_at)
				VALUES (%s, %s, UNHEX(%s), UNHEX(%s), UNHEX(%s), 1, %s)
				ON DUPLICATE KEY UPDATE is_open = 1, source = VALUES(source), published_at = VALUES(published_at)',
				$definition->digest,
				$definition->name,
				bin2hex( $definition->version ),
				bin2hex( $definition->canonical ),
				bin2hex( $source ),
				gmdate( 'Y-m-d H:i:s' )
			)
		);
		if ( false === $done || false === $wpdb->query( 'COMMIT' ) ) {
			$wpdb->query( 'ROLLBACK' );
			throw new Refused( 'store', 503, 'The database did not take the form.' );
		}
		return self::by_digest( $definition->digest );
	}

	/** Closes a form: pages show it no more, and what was answered before is still taken. */
	public static function close( string $name ): void {
		global $wpdb;
		$wpdb->update( Tables::name( 'form' ), [ 'is_open' => 0 ], [ 'name' => $name ] );
	}
}
