<?php
/**
 * The list of submissions, as WordPress shows its own. It holds no answer and no name.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

if ( ! class_exists( '\WP_List_Table' ) && is_admin() ) {
	require_once ABSPATH . 'wp-admin/includes/class-wp-list-table.php';
}
if ( ! class_exists( '\WP_List_Table' ) ) {
	return;
}

class Inbox_List extends \WP_List_Table {
	private const PER_PAGE = 50;

	public function __construct() {
		parent::__construct(
			[
				'singular' => 'submission',
				'plural'   => 'submissions',
				'ajax'     => false,
				'screen'   => 'intake-form-list',
			]
		);
	}

	public function get_columns(): array {
		return [
			'cb'        => '<input type="checkbox">',
			'reference' => __( 'Reference', 'intake-form' ),
			'form'      => __( 'Form', 'intake-form' ),
			'language'  => __( 'Language', 'intake-form' ),
			'files'     => __( 'Files', 'intake-form' ),
			'received'  => __( 'Received', 'intake-form' ),
		];
	}

	public function prepare_items(): void {
		// phpcs:disable WordPress.Security.NonceVerification.Recommended -- Only what is shown depends on these.
		$form   = sanitize_key( $_REQUEST['form'] ?? '' );
		$unread = ! empty( $_REQUEST['unread'] );
		// phpcs:enable
		$this->_column_headers = [ $this->get_columns(), [], [], 'reference' ];
		$this->items           = Store::page( $form, $unread, self::PER_PAGE, ( $this->get_pagenum() - 1 ) * self::PER_PAGE );
		$this->set_pagination_args(
			[
				'total_items' => Store::count( $form, $unread ),
				'per_page'    => self::PER_PAGE,
			]
		);
	}

	protected function get_views(): array {
		$all    = __( 'All', 'intake-form' );
		$unread = __( 'Unread', 'intake-form' );
		return [
			'all'    => sprintf( '<a href="%s">%s (%s)</a>', esc_url( Inbox::address() ), esc_html( $all ), esc_html( number_format_i18n( Store::count() ) ) ),
			'unread' => sprintf( '<a href="%s">%s (%s)</a>', esc_url( Inbox::address( [ 'unread' => 1 ] ) ), esc_html( $unread ), esc_html( number_format_i18n( Store::count( '', true ) ) ) ),
		];
	}

	public function display(): void {
		$this->views();
		parent::display();
	}

	protected function get_bulk_actions(): array {
		return [
			'read'   => __( 'Mark as read', 'intake-form' ),
			'unread' => __( 'Mark as unread', 'intake-form' ),
			'erase'  => __( 'Erase', 'intake-form' ),
		];
	}

	public function no_items(): void {
		esc_html_e( 'Nothing has come in yet.', 'intake-form' );
	}

	protected function column_cb( $item ): string {
		return sprintf( '<input type="checkbox" name="submission[]" value="%d" aria-label="%s">', absint( $item->id ), esc_attr( $item->reference ) );
	}

	protected function column_reference( object $item ): string {
		$link = sprintf( '<a class="row-title" href="%s">%s</a>', esc_url( Inbox::address( [ 'submission' => $item->id ] ) ), esc_html( $item->reference ) );
		return null === $item->read_at ? "<strong>$link</strong> &mdash; " . esc_html__( 'Unread', 'intake-form' ) : $link;
	}

	protected function column_form( object $item ): string {
		return '<a href="' . esc_url( Inbox::address( [ 'form' => $item->form_name ] ) ) . '">' . esc_html( $item->form_name ) . '</a>';
	}

	protected function column_received( object $item ): string {
		return esc_html( get_date_from_gmt( $item->received_at, get_option( 'date_format' ) . ' ' . get_option( 'time_format' ) ) );
	}

	protected function column_default( $item, $column_name ): string {
		return esc_html( (string) $item->$column_name );
	}
}
