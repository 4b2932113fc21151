<?php
/**
 * What activation makes, and what deleting the plugin takes away.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Setup {
	/** Goes up when the tables change. */
	private const TABLES = '1';
	private const DAILY  = 'intake_form_daily';

	public static function activate(): void {
		if ( ! extension_loaded( 'openssl' ) ) {
			wp_die( esc_html__( 'Intake Form needs PHP’s openssl, to check signatures. Ask your web host to switch it on.', 'intake-form' ) );
		}
		self::install();
	}

	/** After an update, and on each site of a network: nothing is activated there. */
	public static function update(): void {
		add_action( self::DAILY, [ self::class, 'erase_old' ] );
		if ( get_option( 'intake_form_tables' ) !== self::TABLES ) {
			self::install();
		}
	}

	private static function install(): void {
		$first = false === get_option( 'intake_form_tables' );
		if ( ! Tables::make() || ! Key::ensure() ) {
			add_action( 'admin_notices', [ self::class, 'complain' ] );
			return;
		}
		update_option( 'intake_form_tables', self::TABLES );
		if ( $first ) {
			self::allow( [ 'administrator', 'editor' ] );
		}
		if ( ! wp_next_scheduled( self::DAILY ) ) {
			wp_schedule_event( time(), 'daily', self::DAILY );
		}
	}

	public static function complain(): void {
		echo '<div class="notice notice-error"><p>' . esc_html__( 'Intake Form could not make its tables or its key. Ask your web host whether the database allows CREATE TABLE and PHP has openssl with elliptic curves.', 'intake-form' ) . '</p></div>';
	}

	/** Lets these roles read submissions, and no others. @param string[] $roles Their names. */
	public static function allow( array $roles ): void {
		foreach ( wp_roles()->role_objects as $name => $role ) {
			if ( in_array( $name, $roles, true ) ) {
				$role->add_cap( CAPABILITY );
			} else {
				$role->remove_cap( CAPABILITY );
			}
		}
	}

	/** What is older than the settings want it. */
	public static function erase_old(): void {
		$days = absint( get_option( 'intake_form_keep_days', 0 ) );
		if ( $days > 0 ) {
			Store::erase_before( gmdate( 'Y-m-d H:i:s', time() - $days * DAY_IN_SECONDS ) );
		}
	}

	/** When the plugin is deleted. Submissions, forms and the key stay unless the settings say otherwise. */
	public static function uninstall(): void {
		$sites = is_multisite() ? get_sites( [ 'fields' => 'ids', 'number' => 0 ] ) : [ get_current_blog_id() ];
		foreach ( $sites as $site ) {
			if ( is_multisite() ) {
				switch_to_blog( $site );
			}
			wp_clear_scheduled_hook( self::DAILY );
			self::allow( [] );
			if ( get_option( 'intake_form_delete_all' ) ) {
				Tables::drop();
				foreach ( [ 'key', 'receiver', 'mail', 'keep_days', 'delete_all' ] as $option ) {
					delete_option( "intake_form_$option" );
				}
			}
			delete_option( 'intake_form_tables' );
			if ( is_multisite() ) {
				restore_current_blog();
			}
		}
	}
}
