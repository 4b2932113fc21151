<?php
/**
 * A submission in words: its answers under the questions of the form that it answers. Every text goes out escaped:
 * answers are a stranger's, and a form's texts are data. Not by esc_html: to that `&amp;` is already escaped, and a
 * person who typed it would be read as having typed `&`.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Reading {
	private const ADDRESS = [ 'line1', 'line2', 'city', 'region', 'postalCode', 'country' ];

	private array $form;
	private string $language;
	/** Files that were kept, by digest. @var object[] */
	private array $files;

	public function __construct( array $form, string $language, array $files ) {
		$this->form     = $form;
		$this->language = $language;
		$this->files    = array_column( $files, null, 'digest' );
	}

	/** A text that somebody typed, as HTML that shows exactly that. */
	public static function html( string $text ): string {
		return htmlspecialchars( $text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8' );
	}

	/** Writes the answers, page by page. */
	public function answers( array $body ): void {
		foreach ( $this->form['pages'] as $page ) {
			$rows = $this->rows( $page['items'] ?? [], $body['answers'], $body['absent'] );
			if ( $rows ) {
				$title = $this->text( $page['title'] ?? '' );
				// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- html() escapes.
				echo '' === $title ? '' : '<h2 dir="auto">' . self::html( $title ) . '</h2>';
				$this->table( $rows );
			}
		}
	}

	/** The pairs of question and answer, `[ label, html ]`; the html is escaped. */
	private function rows( array $items, array $answers, array $absent ): array {
		$rows = [];
		foreach ( $items as $item ) {
			$name   = $item['name'] ?? '';
			$answer = $answers[ $name ] ?? null;
			if ( 'group' === $item['type'] ) {
				$rows = array_merge( $rows, $this->rows( $item['items'] ?? [], $answers, $absent ) );
			} elseif ( 'repeat' === $item['type'] && is_array( $answer ) ) {
				foreach ( array_values( $answer ) as $i => $entry ) {
					$rows[] = [ $this->text( $item['label'] ?? '' ) . ' ' . ( $i + 1 ), null ];
					$rows   = array_merge( $rows, $this->rows( $item['items'] ?? [], (array) $entry, (array) ( $absent[ $name ][ $i ] ?? [] ) ) );
				}
			} elseif ( null !== $answer ) {
				$rows[] = [ $this->text( $item['label'] ?? $name ), $this->answer( $item, $answer, $answers ) ];
			} elseif ( is_string( $absent[ $name ] ?? null ) ) {
				$rows[] = [ $this->text( $item['label'] ?? $name ), '<em>' . self::html( self::reason( $absent[ $name ] ) ) . '</em>' ];
			}
		}
		return $rows;
	}

	private function table( array $rows ): void {
		echo '<table class="widefat striped"><tbody>';
		foreach ( $rows as [ $label, $html ] ) {
			if ( null === $html ) {
				// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- html() escapes.
				echo '<tr><th scope="colgroup" colspan="2" dir="auto"><strong>' . self::html( $label ) . '</strong></th></tr>';
			} else {
				// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Each kind of answer escapes its own text.
				echo '<tr><th scope="row" style="width:40%" dir="auto">' . self::html( $label ) . '</th><td dir="auto">' . $html . '</td></tr>';
			}
		}
		echo '</tbody></table>';
	}

	/** An answer, as escaped HTML. Nothing here has checked that it is one to its question: a program can send any JSON. */
	private function answer( array $item, mixed $answer, array $answers ): string {
		$parts = (array) $answer;
		switch ( $item['type'] ) {
			case 'boolean':
				return self::html( is_bool( $answer ) ? self::plain( $answer ) : self::unreadable() );
			case 'consent':
				$words = [ __( 'Did not agree', 'intake-form' ), __( 'Agreed', 'intake-form' ) ];
				return self::html( is_bool( $parts['given'] ?? null ) ? $words[ (int) $parts['given'] ] : self::unreadable() );
			case 'money':
				return self::html( self::amount( $answer, $item['currency'] ?? '' ) );
			case 'contact':
				return Contact::lines( $parts );
			case 'choice':
			case 'choices':
				$chosen = array_map( fn( $name ): string => $this->choice( $item, $name, $answers ), $parts );
				return implode( '<br>', array_map( [ self::class, 'html' ], $chosen ) );
			case 'address':
				// Signed names are in the order of the alphabet; an address is in its own.
				$lines = array_filter( array_map( fn( string $part ): mixed => $parts[ $part ] ?? null, self::ADDRESS ), 'is_string' );
				return nl2br( self::html( $lines ? implode( "\n", $lines ) : self::unreadable() ) );
			case 'file':
				return implode( '<br>', array_map( [ $this, 'file' ], $parts ) );
			case 'signature':
				return is_array( $parts['strokes'] ?? null ) ? self::drawing( $parts['strokes'] ) : self::html( self::plain( $parts['typedName'] ?? null ) );
			default:
				return nl2br( self::html( self::plain( $answer ) ) );
		}
	}

	private function choice( array $item, mixed $name, array $answers ): string {
		if ( 'other' === $name && ! empty( $item['other'] ) ) {
			return __( 'Other:', 'intake-form' ) . ' ' . self::plain( $answers[ $item['name'] . '_other' ] ?? '' );
		}
		$list = $item['choices'] ?? [];
		$list = is_string( $list ) ? ( $this->form['choiceLists'][ $list ] ?? [] ) : $list;
		foreach ( $list as $choice ) {
			if ( ( $choice['name'] ?? null ) === $name ) {
				return $this->text( $choice['label'] ?? self::plain( $name ) );
			}
		}
		return self::plain( $name );
	}

	private function file( mixed $named ): string {
		$named = array_filter( (array) $named, 'is_string' );
		$kept  = $this->files[ $named['digest'] ?? '' ] ?? null;
		$name  = self::plain( $named['fileName'] ?? null );
		if ( ! $kept ) {
			return self::html( $name );
		}
		return sprintf( '<a href="%s">%s</a> (%s)', esc_url( Export::file_address( (int) $kept->id ) ), self::html( $name ), esc_html( size_format( $kept->size ) ) );
	}

	/** Strokes of x and y in turn, in a box 1000 wide and 400 high. */
	private static function drawing( array $strokes ): string {
		$lines = '';
		foreach ( $strokes as $stroke ) {
			$points = implode( ' ', array_map( 'intval', (array) $stroke ) );
			$lines .= '<polyline fill="none" stroke="#000" stroke-width="5" points="' . esc_attr( $points ) . '"/>';
		}
		return '<svg viewBox="0 0 1000 400" width="300" role="img" aria-label="' . esc_attr__( 'Signature', 'intake-form' ) . '">' . $lines . '</svg>';
	}

	/** Writes what the person may qualify for, as their browser worked it out. */
	public function outcome( array $outcome ): void {
		$rows = [];
		foreach ( $outcome['programs'] as $program ) {
			$own   = self::named( $this->form['programs'] ?? [], $program['name'] );
			$lines = [ self::status( $program['status'] ) ];
			foreach ( $program['criteria'] as $criterion ) {
				$label   = $this->text( self::named( $own['criteria'] ?? [], $criterion['name'] )['label'] ?? $criterion['name'] );
				$lines[] = $label . ': ' . self::status( $criterion['status'] );
			}
			if ( isset( $program['estimate'] ) ) {
				/* translators: %s: an amount. */
				$lines[] = sprintf( __( 'Estimate: %s', 'intake-form' ), self::amount( $program['estimate'], $own['currency'] ?? '' ) );
			}
			$rows[] = [ $this->text( $own['label'] ?? $program['name'] ), implode( '<br>', array_map( [ self::class, 'html' ], $lines ) ) ];
		}
		foreach ( $outcome['referrals'] as $name ) {
			$own    = self::named( $this->form['referrals'] ?? [], $name );
			$rows[] = [ __( 'Referred to', 'intake-form' ), self::html( $this->text( $own['service']['name'] ?? $name ) ) ];
		}
		if ( $rows ) {
			echo '<h2>' . esc_html__( 'Outcome', 'intake-form' ) . '</h2><p>' . esc_html__( 'As it was worked out while the person answered. This site cannot work it out again; the export can be checked with “intake verify”.', 'intake-form' ) . '</p>';
			$this->table( $rows );
		}
	}

	private static function named( array $list, string $name ): array {
		foreach ( $list as $one ) {
			if ( ( $one['name'] ?? null ) === $name ) {
				return $one;
			}
		}
		return [];
	}

	private static function status( string $code ): string {
		$words = [
			'eligible'     => __( 'may qualify', 'intake-form' ),
			'ineligible'   => __( 'does not seem to qualify', 'intake-form' ),
			'undetermined' => __( 'not known yet', 'intake-form' ),
			'met'          => __( 'met', 'intake-form' ),
			'unmet'        => __( 'not met', 'intake-form' ),
		];
		return $words[ $code ] ?? $code;
	}

	/** A reason for a missing answer, as FHIR's data-absent-reason names it, in words. */
	private static function reason( string $code ): string {
		$words = [
			'asked-unknown'  => __( 'Does not know', 'intake-form' ),
			'asked-declined' => __( 'Would rather not say', 'intake-form' ),
			'temp-unknown'   => __( 'Will bring proof later', 'intake-form' ),
		];
		return $words[ $code ] ?? __( 'Not answered', 'intake-form' );
	}

	private function text( mixed $text ): string {
		return Definition::text( $text, $this->language, $this->form );
	}

	/** A number with its currency: 1731.90 EUR. */
	private static function amount( mixed $value, mixed $currency ): string {
		if ( ! is_int( $value ) && ! is_float( $value ) ) {
			return self::plain( $value );
		}
		$digits = preg_replace( '/\.\d\z/', '${0}0', self::plain( $value ) );
		return is_string( $currency ) ? trim( "$digits $currency" ) : $digits;
	}

	/** A single value in words. */
	private static function plain( mixed $value ): string {
		if ( is_bool( $value ) ) {
			return $value ? __( 'Yes', 'intake-form' ) : __( 'No', 'intake-form' );
		}
		if ( is_int( $value ) || is_float( $value ) ) {
			return (string) wp_json_encode( $value );
		}
		return is_string( $value ) ? $value : self::unreadable();
	}

	/** Stands for what no form sends as an answer to its question. */
	public static function unreadable(): string {
		return __( 'This cannot be read here. The export has it.', 'intake-form' );
	}
}
