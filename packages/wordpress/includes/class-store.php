<?php
/**
 * Submissions and their files, in the plugin's own tables.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

// The tables are the plugin's own, and nothing that a person answered goes into a cache.
// phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.PreparedSQL.NotPrepared

defined( 'ABSPATH' ) || exit;

class Store {
	private const PIECE = 256 * KB_IN_BYTES;
	/** What a list shows: no answer is read for it. */
	private const LISTED = 'id, submission_id, digest, reference, form_digest, form_name, language, mode, files, clock_skew, received_at, read_at';

	/**
	 * Keeps a submission with its files, or nothing of it.
	 *
	 * @throws Refused When the database does not take it.
	 */
	public static function keep( array $row, string $receipt, string $envelope, array $files ): void {
		global $wpdb;
		// A submission or a reference that is there already is no fault of the database: see Accept.
		$shown = $wpdb->suppress_errors();
		$wpdb->query( 'START TRANSACTION' );
		$done = self::insert( $row, $receipt, $envelope );
		$id   = (int) $wpdb->insert_id;
		foreach ( $files as $file ) {
			$done = $done && self::insert_file( $id, $file );
		}
		$done = $done && false !== $wpdb->query( 'COMMIT' );
		if ( ! $done ) {
			$wpdb->query( 'ROLLBACK' );
		}
		$wpdb->suppress_errors( $shown );
		if ( ! $done ) {
			throw new Refused( 'store', 503, 'The site could not do its work. Try again.' );
		}
	}

	private static function insert( array $row, string $receipt, string $envelope ): bool {
		global $wpdb;
		$names = implode( ', ', array_keys( $row ) );
		$marks = implode( ', ', array_map( fn( $value ) => is_int( $value ) ? '%d' : '%s', $row ) );
		$query = 'INSERT INTO ' . Tables::name( 'submission' ) . " ($names, receipt, envelope) VALUES ($marks, UNHEX(%s), UNHEX(%s))";
		return 1 === $wpdb->query( $wpdb->prepare( $query, [ ...array_values( $row ), bin2hex( $receipt ), bin2hex( $envelope ) ] ) );
	}

	private static function insert_file( int $submission, object $file ): bool {
		global $wpdb;
		$query = 'INSERT INTO ' . Tables::name( 'file' ) . ' (submission, digest, name, size) VALUES (%d, %s, UNHEX(%s), %d)';
		$done  = 1 === $wpdb->query( $wpdb->prepare( $query, $submission, $file->digest, bin2hex( $file->name ), $file->size ) );
		$id    = (int) $wpdb->insert_id;
		// WP_Filesystem reads a file whole; these are read a piece at a time.
		$bytes = fopen( $file->place, 'rb' ); // phpcs:ignore WordPress.WP.AlternativeFunctions
		for ( $position = 0; $done && $bytes && ! feof( $bytes ); $position++ ) {
			$piece = fread( $bytes, self::PIECE ); // phpcs:ignore WordPress.WP.AlternativeFunctions
			$query = 'INSERT INTO ' . Tables::name( 'piece' ) . ' (file, position, bytes) VALUES (%d, %d, UNHEX(%s))';
			$done  = '' === $piece || 1 === $wpdb->query( $wpdb->prepare( $query, $id, $position, bin2hex( (string) $piece ) ) );
		}
		return $done && false !== $bytes;
	}

	/** What is kept under a submissionId: `{ digest, receipt }`. */
	public static function receipt( string $submission_id ): ?object {
		global $wpdb;
		return $wpdb->get_row( $wpdb->prepare( 'SELECT digest, receipt FROM ' . Tables::name( 'submission' ) . ' WHERE submission_id = %s', $submission_id ) );
	}

	/** One with its envelope. */
	public static function find( int $id ): ?object {
		global $wpdb;
		return $wpdb->get_row( $wpdb->prepare( 'SELECT ' . self::LISTED . ', envelope FROM ' . Tables::name( 'submission' ) . ' WHERE id = %d', $id ) );
	}

	/** A page of the list, newest first, of a form or of all. */
	public static function page( string $form, bool $unread, int $count, int $from ): array {
		global $wpdb;
		$query = 'SELECT ' . self::LISTED . ' FROM ' . Tables::name( 'submission' ) . self::where( $form, $unread ) . ' ORDER BY id DESC LIMIT %d OFFSET %d';
		return $wpdb->get_results( $wpdb->prepare( $query, $count, $from ) );
	}

	public static function count( string $form = '', bool $unread = false ): int {
		global $wpdb;
		return (int) $wpdb->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( 'submission' ) . self::where( $form, $unread ) );
	}

	/** The numbers of all, in the order in which they came. */
	public static function ids( string $form = '' ): array {
		global $wpdb;
		return array_map( 'intval', $wpdb->get_col( 'SELECT id FROM ' . Tables::name( 'submission' ) . self::where( $form, false ) . ' ORDER BY id' ) );
	}

	/** The numbers of those in which a text is an answer, in whichever case: mail addresses are written in both. */
	public static function ids_with( string $text ): array {
		global $wpdb;
		$query = 'SELECT id FROM ' . Tables::name( 'submission' ) . ' WHERE LOCATE(CONVERT(UNHEX(%s) USING utf8mb4), CONVERT(envelope USING utf8mb4)) > 0 ORDER BY id';
		return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( $query, bin2hex( Json::string( $text ) ) ) ) );
	}

	private static function where( string $form, bool $unread ): string {
		global $wpdb;
		$own = '' === $form ? '' : $wpdb->prepare( ' AND form_name = %s', $form );
		return ' WHERE 1 = 1' . $own . ( $unread ? ' AND read_at IS NULL' : '' );
	}

	public static function mark( int $id, bool $read ): void {
		global $wpdb;
		$wpdb->update( Tables::name( 'submission' ), [ 'read_at' => $read ? gmdate( 'Y-m-d H:i:s' ) : null ], [ 'id' => $id ] );
	}

	/** Erases one, files and all. */
	public static function erase( int $id ): bool {
		global $wpdb;
		$wpdb->query( 'START TRANSACTION' );
		$pieces = 'DELETE piece FROM ' . Tables::name( 'piece' ) . ' piece JOIN ' . Tables::name( 'file' ) . ' file ON piece.file = file.id WHERE file.submission = %d';
		$done   = false !== $wpdb->query( $wpdb->prepare( $pieces, $id ) )
			&& false !== $wpdb->delete( Tables::name( 'file' ), [ 'submission' => $id ] )
			&& false !== $wpdb->delete( Tables::name( 'submission' ), [ 'id' => $id ] );
		$wpdb->query( $done ? 'COMMIT' : 'ROLLBACK' );
		return $done;
	}

	/** Erases what came before a moment; says how many. */
	public static function erase_before( string $moment ): int {
		global $wpdb;
		$ids = $wpdb->get_col( $wpdb->prepare( 'SELECT id FROM ' . Tables::name( 'submission' ) . ' WHERE received_at < %s', $moment ) );
		return count( array_filter( array_map( fn( $id ) => self::erase( (int) $id ), $ids ) ) );
	}

	/** The files of one: `{ id, digest, name, size }`. */
	public static function files( int $submission ): array {
		global $wpdb;
		return $wpdb->get_results( $wpdb->prepare( 'SELECT id, digest, name, size FROM ' . Tables::name( 'file' ) . ' WHERE submission = %d ORDER BY id', $submission ) );
	}

	/** One file, wherever it belongs. */
	public static function file( int $id ): ?object {
		global $wpdb;
		return $wpdb->get_row( $wpdb->prepare( 'SELECT id, submission, digest, name, size FROM ' . Tables::name( 'file' ) . ' WHERE id = %d', $id ) );
	}

	/** Hands over a file's bytes, a piece at a time. */
	public static function each_piece( int $file, callable $take ): void {
		global $wpdb;
		$query = 'SELECT bytes FROM ' . Tables::name( 'piece' ) . ' WHERE file = %d AND position = %d';
		for ( $position = 0; true; $position++ ) {
			$piece = $wpdb->get_var( $wpdb->prepare( $query, $file, $position ) );
			if ( null === $piece ) {
				return;
			}
			$take( $piece );
		}
	}
}
