<?php
/**
 * JSON that every reader understands alike, read straight into its canonical text (RFC 8785).
 *
 * PHP's own json_decode takes the last of two equal names and makes an empty object a list, and json_encode writes
 * numbers in another way. So nothing here goes through them but single strings.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Json {
	public const MOST_BYTES  = 1048576;
	public const MOST_LEVELS = 32;

	private const TOKEN = '~[ \t\n\r]*([][{},:]|true|false|null|"(?:[^"\\\\\x00-\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+"|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|\z)~A';

	private string $text;
	private int $levels;
	private int $at = 0;

	private function __construct( string $text, int $levels ) {
		$this->text   = $text;
		$this->levels = $levels;
	}

	/**
	 * The members of an object, by name, each as canonical text; null when the text is no object.
	 *
	 * @throws Refused When it is not such JSON.
	 */
	public static function read( string $raw, int $bytes = self::MOST_BYTES, int $levels = self::MOST_LEVELS ): ?array {
		if ( strlen( $raw ) > $bytes ) {
			throw new Refused( 'json-too-large', 413, 'The document is larger than 1 MiB.' );
		}
		self::need( preg_match( '//u', $raw ), 'json-not-utf8', 'The document is not UTF-8.' );
		$reader = new self( $raw, $levels );
		$first  = $reader->token();
		$found  = null;
		if ( '{' === $first ) {
			$found = $reader->members( 1 );
		} else {
			$reader->value( $first, 1 );
		}
		self::syntax( '' === $reader->token() && strlen( $raw ) === $reader->at );
		return $found;
	}

	/** The canonical text of an object of canonical members. */
	public static function canonical( array $members ): string {
		$names = array_map( 'strval', array_keys( $members ) );
		$keys  = array_map( [ self::class, 'utf16_order' ], $names );
		$texts = array_values( $members );
		asort( $keys, SORT_STRING );
		$parts = [];
		foreach ( array_keys( $keys ) as $i ) {
			$parts[] = self::string( $names[ $i ] ) . ':' . $texts[ $i ];
		}
		return '{' . implode( ',', $parts ) . '}';
	}

	/** A string as JCS writes it. */
	public static function string( string $text ): string {
		// phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- Exactly these bytes are signed; wp_json_encode may mend them.
		return json_encode( $text, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS | JSON_THROW_ON_ERROR );
	}

	/** Base64url without padding. */
	public static function base64url( string $raw ): string {
		return rtrim( strtr( base64_encode( $raw ), '+/', '-_' ), '=' );
	}

	/** Its bytes; null when there is another text for the same bytes. */
	public static function from_base64url( string $text ): ?string {
		$raw = base64_decode( strtr( $text, '-_', '+/' ), true );
		return false !== $raw && self::base64url( $raw ) === $text ? $raw : null;
	}

	/** SHA-256 of bytes, as submissions name it. */
	public static function digest( string $bytes ): string {
		return 'sha-256:' . self::base64url( hash( 'sha256', $bytes, true ) );
	}

	/** Bytes that sort as the UTF-16 units of a text do: what lies beyond U+FFFF before U+E000. */
	private static function utf16_order( string $text ): string {
		return strtr( $text, "\xEE\xEF", "\xFE\xFF" );
	}

	private static function need( mixed $holds, string $code, string $sentence ): void {
		if ( ! $holds ) {
			throw new Refused( $code, 400, $sentence );
		}
	}

	private static function syntax( mixed $holds ): void {
		self::need( $holds, 'json-syntax', 'The document is not JSON.' );
	}

	private function token(): string {
		self::syntax( preg_match( self::TOKEN, $this->text, $found, 0, $this->at ) );
		$this->at += strlen( $found[0] );
		return $found[1];
	}

	private function each( string $end, callable $item ): void {
		$one = $this->token();
		while ( $one !== $end ) {
			$item( $one );
			$one = $this->token();
			self::syntax( ',' === $one || $one === $end );
			if ( ',' === $one ) {
				$one = $this->token();
				self::syntax( $one !== $end );
			}
		}
	}

	private function members( int $level ): array {
		$found = [];
		$this->each(
			'}',
			function ( $one ) use ( &$found, $level ) {
				self::syntax( str_starts_with( $one, '"' ) );
				$name = $this->text_of( $one );
				self::need( ! array_key_exists( $name, $found ), 'json-duplicate-name', 'An object has the same name twice.' );
				self::syntax( ':' === $this->token() );
				$found[ $name ] = $this->value( $this->token(), $level + 1 );
			}
		);
		return $found;
	}

	private function value( string $one, int $level ): string {
		if ( '{' === $one || '[' === $one ) {
			self::need( $level <= $this->levels, 'json-too-deep', 'The document is nested deeper than 32 levels.' );
		}
		if ( '{' === $one ) {
			return self::canonical( $this->members( $level ) );
		}
		if ( '[' === $one ) {
			$items = [];
			$this->each(
				']',
				function ( $item ) use ( &$items, $level ) {
					$items[] = $this->value( $item, $level + 1 );
				}
			);
			return '[' . implode( ',', $items ) . ']';
		}
		self::syntax( '' !== $one && ! strpbrk( $one[0], '}],:' ) );
		if ( '"' === $one[0] ) {
			return self::string( $this->text_of( $one ) );
		}
		return strpbrk( $one[0], 'tfn' ) ? $one : $this->number( $one );
	}

	private function text_of( string $token ): string {
		$text = json_decode( $token );
		self::need( is_string( $text ), 'json-lone-surrogate', 'A string holds half a character (a lone surrogate).' );
		self::need( ! str_contains( $text, "\0" ), 'json-nul', 'A string holds the character U+0000.' );
		return $text;
	}

	/** The digits that JCS prints; with at most 15 of them no algorithm for floating point is needed. */
	private function number( string $token ): string {
		// What other readers of JSON do not hold: see docs/envelope.md.
		$is_short = strlen( $token ) <= 400 && ! preg_match( '/[eE][+-]?\d{5}/', $token );
		self::need( $is_short, 'json-number-range', 'A number has more than 400 signs, or an exponent of more than four digits.' );
		preg_match( '/^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/', $token, $part );
		$fraction = $part[3] ?? '';
		$digits   = ltrim( $part[2] . $fraction, '0' );
		$short    = rtrim( $digits, '0' );
		$size     = strlen( $short );
		if ( 0 === $size ) {
			return '0';
		}
		$point   = strlen( $digits ) - strlen( $fraction ) + (int) ( $part[4] ?? 0 );
		$precise = $size <= 15 || ( $point === $size && $size <= 16 && (int) $short < 2 ** 53 );
		self::need( $precise && $point >= -290 && $point <= 307, 'json-number-range', 'A number has more than 15 significant digits or is out of range.' );
		if ( $size <= $point && $point <= 21 ) {
			$text = str_pad( $short, $point, '0' );
		} elseif ( $point > 0 && $point <= 21 ) {
			$text = substr( $short, 0, $point ) . '.' . substr( $short, $point );
		} elseif ( $point > -6 && $point <= 0 ) {
			$text = '0.' . str_repeat( '0', -$point ) . $short;
		} else {
			$text = $short[0] . ( $size > 1 ? '.' . substr( $short, 1 ) : '' ) . sprintf( 'e%+d', $point - 1 );
		}
		return $part[1] . $text;
	}
}
