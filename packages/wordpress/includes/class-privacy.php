<?php
/**
 * WordPress's own tools for people who ask what is known of them, or want it erased: Tools → Export or Erase Personal
 * Data. Theirs are the submissions in which their mail address is an answer.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Privacy {
	private const NAME = 'intake-form';

	public static function hook(): void {
		add_filter( 'wp_privacy_personal_data_exporters', fn( array $all ): array => $all + [ self::NAME => self::entry( 'exporter', [ self::class, 'export' ] ) ] );
		add_filter( 'wp_privacy_personal_data_erasers', fn( array $all ): array => $all + [ self::NAME => self::entry( 'eraser', [ self::class, 'erase' ] ) ] );
		add_action( 'admin_init', [ self::class, 'suggest' ] );
	}

	private static function entry( string $kind, callable $callback ): array {
		return [
			"{$kind}_friendly_name" => __( 'Intake form submissions', 'intake-form' ),
			'callback'              => $callback,
		];
	}

	public static function export( string $address ): array {
		$data = [];
		foreach ( Store::ids_with( $address ) as $id ) {
			$row    = Store::find( $id );
			$data[] = [
				'group_id'    => self::NAME,
				'group_label' => __( 'Intake form submissions', 'intake-form' ),
				'item_id'     => "intake-form-$id",
				'data'        => [
					[
						'name'  => __( 'Reference', 'intake-form' ),
						'value' => $row->reference,
					],
					[
						'name'  => __( 'Received', 'intake-form' ),
						'value' => $row->received_at,
					],
					[
						'name'  => __( 'Answers', 'intake-form' ),
						'value' => Reading::html( $row->envelope ),
					],
				],
			];
		}
		return [
			'data' => $data,
			'done' => true,
		];
	}

	public static function erase( string $address ): array {
		$erased = array_filter( array_map( [ Store::class, 'erase' ], Store::ids_with( $address ) ) );
		return [
			'items_removed'  => count( $erased ),
			'items_retained' => false,
			'messages'       => [],
			'done'           => true,
		];
	}

	/** A text for the site's privacy policy. */
	public static function suggest(): void {
		$text = __( 'What you answer in our forms is kept on this site until we erase it, with the files that you attach. Our staff read it. It is not sent to anybody else. To keep out mass mailings we count how much comes from an internet address, for an hour at most.', 'intake-form' );
		wp_add_privacy_policy_content( 'Intake Form', '<p>' . esc_html( $text ) . '</p>' );
	}
}
