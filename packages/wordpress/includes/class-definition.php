<?php
/**
 * A form definition, as far as PHP can look into it. The engine that finds every mistake is in the widget: the page
 * with the forms shows each one as visitors will see it, and what it says about mistakes.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Definition {
	public string $name;
	public string $version;
	public string $canonical;
	public string $digest;

	/** @throws Refused With a sentence for the person who brings the form. */
	public static function check( string $text ): self {
		// Editors of Windows put a mark before the text.
		$text    = str_starts_with( $text, "\xEF\xBB\xBF" ) ? substr( $text, 3 ) : $text;
		$members = Json::read( $text );
		if ( null === $members ) {
			throw new Refused( 'not-an-object', 422, __( 'The file is not a form: it holds JSON, but no object.', 'intake-form' ) );
		}
		$canonical = Json::canonical( $members );
		$form      = json_decode( $canonical, true, 64 );
		$problem   = self::problem( $form );
		if ( '' !== $problem ) {
			throw new Refused( 'form', 422, $problem );
		}
		$found            = new self();
		$found->name      = $form['name'];
		$found->version   = $form['version'];
		$found->canonical = $canonical;
		$found->digest    = Json::digest( $canonical );
		return $found;
	}

	private static function problem( array $form ): string {
		if ( 1 !== ( $form['formLanguage'] ?? null ) ) {
			return __( 'The file is not a form: "formLanguage" must be 1.', 'intake-form' );
		}
		if ( ! is_string( $form['name'] ?? null ) || ! preg_match( '/^[a-z][a-z0-9-]{0,63}\z/', $form['name'] ) ) {
			return __( 'The form needs a "name" of small letters, digits and hyphens, such as "food-box".', 'intake-form' );
		}
		if ( ! is_string( $form['version'] ?? null ) || '' === $form['version'] || strlen( $form['version'] ) > 255 ) {
			return __( 'The form needs a "version", such as "2026-11".', 'intake-form' );
		}
		if ( ! is_array( $form['pages'] ?? null ) || ! $form['pages'] || ! array_is_list_of_objects( $form['pages'] ) ) {
			return __( 'The form needs "pages", a list with at least one page.', 'intake-form' );
		}
		return '';
	}

	/** Every item of a definition by its name, those in groups and repeats too. */
	public static function items( array $form ): array {
		$found = [];
		$walk  = function ( array $items ) use ( &$walk, &$found ) {
			foreach ( $items as $item ) {
				if ( is_array( $item ) && is_string( $item['name'] ?? null ) ) {
					$found[ $item['name'] ] = $item;
				}
				if ( is_array( $item['items'] ?? null ) ) {
					$walk( $item['items'] );
				}
			}
		};
		foreach ( $form['pages'] as $page ) {
			$walk( is_array( $page['items'] ?? null ) ? $page['items'] : [] );
		}
		return $found;
	}

	/** A text in a language, or in the nearest that it has, without its markup. */
	public static function text( mixed $text, string $language, array $form ): string {
		if ( is_array( $text ) ) {
			$text = $text[ $language ] ?? $text[ $form['defaultLanguage'] ?? 'en' ] ?? reset( $text );
		}
		$text = is_string( $text ) ? $text : '';
		// What is computed while a person answers stands in braces.
		return trim( str_replace( [ '**', '__' ], '', preg_replace( '/\{[^{}]*\}/', '…', $text ) ) );
	}
}

/** Whether a value is a list and each of its entries has names. PHP 8.0 has no array_is_list. */
function array_is_list_of_objects( array $list ): bool {
	$names = array_keys( $list );
	return range( 0, count( $list ) - 1 ) === $names && ! array_filter( $list, fn( $one ) => ! is_array( $one ) );
}
