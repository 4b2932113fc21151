<?php
/**
 * The plugin's own tables.
 *
 * Everything lies in the database, files too: it is the one place of a WordPress site that no web server shows to the
 * world by mistake. A folder below the site would need deny rules, which nginx does not read, and one above it is out
 * of reach on many hosts. A backup of the database has all. Files are cut into pieces, as hosts limit how
 * much one query may carry.
 *
 * Texts of the outside are kept as bytes (BLOB, VARBINARY): a site whose tables are not utf8mb4 would lose letters.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Tables {
	private const NAMES = [ 'form', 'submission', 'file', 'piece', 'rate' ];

	/** The full name of one. */
	public static function name( string $table ): string {
		global $wpdb;
		return $wpdb->prefix . 'intake_form_' . $table;
	}

	/** Makes what is missing; false when the database would not. */
	public static function make(): bool {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		// Submissions and their files are written together or not at all: that needs transactions.
		$end     = 'ENGINE=InnoDB ' . $wpdb->get_charset_collate();
		$columns = [
			'form'       => 'digest varchar(51) NOT NULL,
				name varchar(64) NOT NULL,
				version varbinary(1020) NOT NULL,
				definition longblob NOT NULL,
				source varbinary(2048) NOT NULL,
				is_open tinyint(1) NOT NULL,
				published_at datetime NOT NULL,
				PRIMARY KEY  (digest),
				KEY name (name)',
			'submission' => 'id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
				submission_id varchar(36) NOT NULL,
				digest varchar(51) NOT NULL,
				reference varchar(16) NOT NULL,
				form_digest varchar(51) NOT NULL,
				form_name varchar(64) NOT NULL,
				language varchar(35) NOT NULL,
				mode varchar(8) NOT NULL,
				files smallint(5) unsigned NOT NULL,
				clock_skew bigint(20) NOT NULL,
				received_at datetime NOT NULL,
				read_at datetime DEFAULT NULL,
				receipt blob NOT NULL,
				envelope longblob NOT NULL,
				PRIMARY KEY  (id),
				UNIQUE KEY submission_id (submission_id),
				UNIQUE KEY reference (reference),
				KEY received_at (received_at)',
			'file'       => 'id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
				submission bigint(20) unsigned NOT NULL,
				digest varchar(51) NOT NULL,
				name varbinary(1020) NOT NULL,
				size bigint(20) unsigned NOT NULL,
				PRIMARY KEY  (id),
				KEY submission (submission)',
			'piece'      => 'file bigint(20) unsigned NOT NULL,
				position int(10) unsigned NOT NULL,
				bytes mediumblob NOT NULL,
				PRIMARY KEY  (file,position)',
			'rate'       => 'client varchar(32) NOT NULL,
				period int(10) unsigned NOT NULL,
				requests int(10) unsigned NOT NULL,
				bytes bigint(20) unsigned NOT NULL,
				PRIMARY KEY  (client,period)',
		];
		foreach ( $columns as $table => $text ) {
			dbDelta( 'CREATE TABLE ' . self::name( $table ) . " (\n$text\n) $end;" );
		}
		foreach ( self::NAMES as $table ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Whether it was made is asked once, at activation.
			if ( $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( self::name( $table ) ) ) ) !== self::name( $table ) ) {
				return false;
			}
		}
		return true;
	}

	public static function drop(): void {
		global $wpdb;
		foreach ( self::NAMES as $table ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.NotPrepared -- The name is ours.
			$wpdb->query( 'DROP TABLE IF EXISTS ' . self::name( $table ) );
		}
	}
}
