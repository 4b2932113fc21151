<?php
/**
 * How much one address, and everybody together, may send in ten minutes. An office, or a village behind one telephone
 * mast, may have one address; whoever is turned away is told to come again, and the form does so by itself.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Limit {
	private const PERIOD = 10 * MINUTE_IN_SECONDS;
	private const CLIENT = [ 120, 250 * MB_IN_BYTES ];
	private const ALL    = [ 3000, 2 * GB_IN_BYTES ];

	/** The most that one request may carry. */
	public static function body(): int {
		return (int) apply_filters( 'intake_form_body_limit', 25 * MB_IN_BYTES );
	}

	/** @throws Refused When there was too much already. */
	public static function count( int $bytes ): void {
		$period = intdiv( time(), self::PERIOD );
		/** The address that a request counts for. Behind a proxy, it is the proxy's own unless this filter says better. */
		$address = (string) apply_filters( 'intake_form_client_address', sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ?? '' ) ) );
		$limits  = (array) apply_filters( 'intake_form_limits', [ self::CLIENT, self::ALL ] );
		foreach ( [ self::client( $address ), 'all' ] as $i => $client ) {
			[ $requests, $sum ] = self::add( $client, $period, $bytes );
			if ( $requests > $limits[ $i ][0] || $sum > $limits[ $i ][1] ) {
				$everybody = 'all' === $client;
				throw new Refused( $everybody ? 'busy' : 'too-many-requests', $everybody ? 503 : 429, 'Too much came in the last minutes. Try again later.' );
			}
		}
	}

	/**
	 * Who an address is, for counting: a keyed digest, kept for an hour at most. Of IPv6 the first 64 bits count, which
	 * one household has to itself; IPv4 may come written as IPv6.
	 */
	public static function client( string $address ): string {
		$packed = filter_var( $address, FILTER_VALIDATE_IP ) ? inet_pton( $address ) : $address;
		$mapped = str_repeat( "\0", 10 ) . "\xff\xff";
		if ( 16 === strlen( $packed ) ) {
			$packed = str_starts_with( $packed, $mapped ) ? substr( $packed, 12 ) : substr( $packed, 0, 8 );
		}
		return substr( hash_hmac( 'sha256', $packed, wp_salt() ), 0, 32 );
	}

	/** Adds to a count in one step, so that requests at the same time don't miss each other. */
	private static function add( string $client, int $period, int $bytes ): array {
		global $wpdb;
		$table = Tables::name( 'rate' );
		// phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- The table is the plugin's own; a cache would miscount.
		if ( 'all' === $client ) {
			$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE period < %d", $period - 5 ) );
		}
		$wpdb->query(
			$wpdb->prepare(
				"INSERT INTO $table (client, period, requests, bytes) VALUES (%s, %d, 1, %d)
				ON DUPLICATE KEY UPDATE requests = requests + 1, bytes = bytes + VALUES(bytes)",
				$client,
				$period,
				$bytes
			)
		);
		$row = $wpdb->get_row( $wpdb->prepare( "SELECT requests, bytes FROM $table WHERE client = %s AND period = %d", $client, $period ) );
		// phpcs:enable
		return [ (int) ( $row->requests ?? 0 ), (int) ( $row->bytes ?? 0 ) ];
	}
}
