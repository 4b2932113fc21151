<?php
/**
 * What leaves the site through a worker's browser: submissions as the very documents that were signed, and their files.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Export {
	public static function hook(): void {
		foreach ( [ 'one', 'all', 'file', 'form' ] as $what ) {
			add_action( "admin_post_intake_form_export_$what", [ self::class, $what ] );
		}
	}

	public static function one_address( int $id ): string {
		return self::address( 'one', [ 'submission' => $id ] );
	}

	public static function all_address(): string {
		return self::address( 'all', [] );
	}

	public static function file_address( int $id ): string {
		return self::address( 'file', [ 'file' => $id ] );
	}

	public static function form_address( string $digest ): string {
		return self::address( 'form', [ 'digest' => $digest ] );
	}

	private static function address( string $what, array $query ): string {
		return wp_nonce_url( add_query_arg( [ 'action' => "intake_form_export_$what" ] + $query, admin_url( 'admin-post.php' ) ), "intake_form_export_$what" );
	}

	private static function allowed( string $what ): void {
		check_admin_referer( "intake_form_export_$what" );
		if ( ! current_user_can( CAPABILITY ) ) {
			wp_die( esc_html__( 'You may not read submissions.', 'intake-form' ), '', [ 'response' => 403 ] );
		}
	}

	// phpcs:disable WordPress.Security.NonceVerification.Recommended -- allowed() checks it first.

	/** One submission: the JSON that `intake verify` takes. */
	public static function one(): void {
		self::allowed( 'one' );
		$row = Store::find( absint( $_GET['submission'] ?? 0 ) );
		if ( ! $row ) {
			self::missing();
		}
		self::headers( $row->reference . '.json', 'application/json', strlen( $row->envelope ) );
		echo $row->envelope; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON, as a download.
		exit;
	}

	/** All of them: a line each, oldest first (JSON Lines). */
	public static function all(): void {
		self::allowed( 'all' );
		self::headers( 'submissions-' . gmdate( 'Y-m-d' ) . '.jsonl', 'application/jsonl', null );
		foreach ( Store::ids( sanitize_key( $_GET['form'] ?? '' ) ) as $id ) {
			$row = Store::find( $id );
			echo $row ? $row->envelope . "\n" : ''; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON, as a download.
		}
		exit;
	}

	/** A file that somebody attached: always as a download, whatever it calls itself. */
	public static function file(): void {
		self::allowed( 'file' );
		$file = Store::file( absint( $_GET['file'] ?? 0 ) );
		if ( ! $file ) {
			self::missing();
		}
		self::headers( $file->name, 'application/octet-stream', (int) $file->size );
		Store::each_piece(
			(int) $file->id,
			function ( string $piece ) {
				echo $piece; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- A file's bytes, as a download.
			}
		);
		exit;
	}

	/** A form as it was published, for `intake verify --form`. */
	public static function form(): void {
		self::allowed( 'form' );
		$form = Forms::by_digest( sanitize_text_field( wp_unslash( $_GET['digest'] ?? '' ) ) );
		if ( ! $form ) {
			self::missing();
		}
		self::headers( $form->name . '.json', 'application/json', strlen( $form->definition ) );
		echo $form->definition; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON, as a download.
		exit;
	}

	// phpcs:enable

	private static function missing(): void {
		wp_die( esc_html__( 'This is not here any more.', 'intake-form' ), '', [ 'response' => 404 ] );
	}

	/** A download, never a page: a browser that guesses must not run what a stranger sent. */
	private static function headers( string $name, string $type, ?int $size ): void {
		while ( ob_get_level() > 0 ) {
			ob_end_clean();
		}
		nocache_headers();
		header( "Content-Type: $type" );
		header( 'X-Content-Type-Options: nosniff' );
		header( "Content-Security-Policy: default-src 'none'; sandbox" );
		// RFC 6266: a plain name for the oldest browsers, and the real one.
		$plain = preg_replace( '/[^A-Za-z0-9._-]/', '_', $name );
		header( "Content-Disposition: attachment; filename=\"$plain\"; filename*=UTF-8''" . rawurlencode( $name ) );
		if ( null !== $size ) {
			header( "Content-Length: $size" );
		}
	}
}
