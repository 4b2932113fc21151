<?php
/**
 * The form on a page: a block and a shortcode. Both are written by PHP when the page is shown, so they work for every
 * author: WordPress strips unknown tags from what most roles write, and keeps these.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Element {
	private const SCRIPT    = 'intake-form';
	private const SHORTCODE = 'intake_form';
	private const BLOCK     = 'intake-form/form';
	private const ENCTYPES  = [ 'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data' ];

	public static function register(): void {
		load_plugin_textdomain( 'intake-form', false, dirname( plugin_basename( __DIR__ ) ) . '/languages' );
		wp_register_script( self::SCRIPT, plugins_url( 'widget/intake-form.js', __DIR__ ), [], VERSION, false );
		wp_register_script( 'intake-form-block', plugins_url( 'block/block.js', __DIR__ ), [ 'wp-blocks', 'wp-element', 'wp-components', 'wp-block-editor' ], VERSION, true );
		add_shortcode( self::SHORTCODE, [ self::class, 'shortcode' ] );
		register_block_type( dirname( __DIR__ ) . '/block', [ 'render_callback' => [ self::class, 'block' ] ] );
		add_action( 'enqueue_block_editor_assets', [ self::class, 'tell_editor' ] );
	}

	/** What the block's editor needs: the forms that there are, and its words. */
	public static function tell_editor(): void {
		$forms = [];
		foreach ( Forms::open() as $form ) {
			$forms[] = [
				'value' => $form->name,
				'label' => self::title( $form ),
			];
		}
		$words = [
			'title'    => __( 'Intake form', 'intake-form' ),
			'form'     => __( 'Which form', 'intake-form' ),
			'choose'   => __( 'Choose a form', 'intake-form' ),
			'none'     => __( 'There is no form yet. An administrator adds one under “Intake → Forms”.', 'intake-form' ),
			'language' => __( 'Language', 'intake-form' ),
			'empty'    => __( 'The page’s own. Otherwise its code, such as sv or ar.', 'intake-form' ),
			'fallback' => __( 'What people read when the form can’t be shown', 'intake-form' ),
			'example'  => __( 'Your telephone number, for example.', 'intake-form' ),
			'shown'    => __( 'Visitors see this form here.', 'intake-form' ),
		];
		$data  = wp_json_encode(
			[
				'forms' => $forms,
				'words' => $words,
			]
		);
		wp_add_inline_script( 'intake-form-block', "window.intakeFormBlock = $data;", 'before' );
	}

	/** In the head where it is known that the page has a form: so its files come sooner. */
	public static function enqueue_early(): void {
		$post = is_singular() ? get_post() : null;
		if ( $post && ( has_block( self::BLOCK, $post ) || has_shortcode( $post->post_content, self::SHORTCODE ) ) ) {
			wp_enqueue_script( self::SCRIPT );
		}
	}

	public static function as_module( string $tag, string $handle ): string {
		return self::SCRIPT === $handle ? preg_replace( '/<script(?: type=[\'"]text\/javascript[\'"])?/', '<script type="module"', $tag, 1 ) : $tag;
	}

	public static function shortcode( mixed $attributes, ?string $content = null ): string {
		$known = [
			'name'       => '',
			'lang'       => '',
			'enctype'    => '',
			'exit-url'   => '',
			'plain-href' => '',
		];
		return self::html( shortcode_atts( $known, (array) $attributes, self::SHORTCODE ), self::inside( (string) $content ) );
	}

	public static function block( array $attributes ): string {
		$form = self::html( $attributes, wpautop( esc_html( $attributes['fallback'] ?? '' ) ) );
		return '' === $form ? '' : '<div ' . get_block_wrapper_attributes() . ">$form</div>";
	}

	/** What stands between the shortcode's tags, without the halves of paragraphs that WordPress has put at its ends. */
	private static function inside( string $content ): string {
		return force_balance_tags( preg_replace( '~^\s*</p>|<p>\s*$|^\s*<br ?/?>~', '', trim( $content ) ) );
	}

	/** Nothing for visitors where the form is not there; a word for those who can mend it. */
	private static function html( array $attributes, string $fallback ): string {
		$name = is_string( $attributes['name'] ?? null ) ? $attributes['name'] : '';
		if ( '' === $name || ! Forms::open_by_name( $name ) ) {
			/* translators: %s: the name of a form. */
			$sentence = '' === $name ? __( 'Choose which form is to stand here.', 'intake-form' ) : sprintf( __( 'There is no form named “%s”. Visitors see nothing here.', 'intake-form' ), $name );
			return current_user_can( 'edit_posts' ) ? '<p><strong>' . esc_html( $sentence ) . '</strong></p>' : wp_kses_post( $fallback );
		}
		wp_enqueue_script( self::SCRIPT );
		return self::tag( $name, Forms::action(), $attributes, $fallback );
	}

	/** The element. What stands in it is read until the form is there, and where it can't be. */
	public static function tag( string $name, string $action, array $attributes = [], string $fallback = '' ): string {
		$own = [
			'src'    => rest_url( NAMESPACE_ . "/forms/$name" ),
			'action' => $action,
		];
		$lang = $attributes['lang'] ?? '';
		if ( is_string( $lang ) && preg_match( '/^[A-Za-z0-9-]{2,35}\z/', $lang ) ) {
			$own['lang'] = $lang;
		}
		if ( in_array( $attributes['enctype'] ?? '', self::ENCTYPES, true ) ) {
			$own['enctype'] = $attributes['enctype'];
		}
		$way_out = esc_url_raw( (string) ( $attributes['exit-url'] ?? '' ), [ 'https' ] );
		if ( '' !== $way_out ) {
			$own['exit-url'] = $way_out;
		}
		$plain = esc_url_raw( (string) ( $attributes['plain-href'] ?? '' ), [ 'https', 'http' ] );
		if ( '' === $plain ) {
			$plain = self::plain( $name, $action );
		}
		if ( '' !== $plain ) {
			$own['plain-href'] = $plain;
		}
		$html = '<intake-form';
		foreach ( array_filter( $own ) as $attribute => $value ) {
			$html .= sprintf( ' %s="%s"', $attribute, esc_attr( $value ) );
		}
		return "$html>" . wp_kses_post( $fallback ) . '</intake-form>';
	}

	/** The form as pages without a script, where an `intake serve` receives the answers; "" where this site does. */
	private static function plain( string $name, string $action ): string {
		$serve = preg_replace( '~/submissions\z~', '', $action );
		return $serve === $action || str_starts_with( $action, rest_url() ) ? '' : "$serve/fill/$name";
	}

	/** What a form calls itself, in the language of who reads. */
	public static function title( object $form ): string {
		$definition = json_decode( $form->definition, true );
		$title      = Definition::text( $definition['title'] ?? '', substr( determine_locale(), 0, 2 ), $definition );
		return '' === $title ? $form->name : $title;
	}
}
