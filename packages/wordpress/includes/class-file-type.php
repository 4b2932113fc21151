<?php
/**
 * What a file is: by its first bytes where those say it, or else by what the browser says, or else by its name. The same
 * as in the engine, whose lists these are; a test holds them against each other.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class File_Type {
	/** So many bytes from a file's beginning are enough. */
	private const HEAD = 1024;

	/** Each type with the endings of its names. */
	public const TYPES = [
		'image/jpeg' => 'jpg jpeg jpe jfif pjpeg',
		'image/png' => 'png',
		'image/heic' => 'heic heif hif',
		'image/webp' => 'webp',
		'image/gif' => 'gif',
		'image/avif' => 'avif',
		'image/bmp' => 'bmp dib',
		'image/tiff' => 'tif tiff',
		'image/svg+xml' => 'svg',
		'image/x-adobe-dng' => 'dng',
		'application/pdf' => 'pdf',
		'text/csv' => 'csv',
		'text/tab-separated-values' => 'tsv tab',
		'text/plain' => 'txt text',
		'text/markdown' => 'md',
		'text/html' => 'html htm',
		'application/rtf' => 'rtf',
		'application/json' => 'json',
		'application/msword' => 'doc',
		'application/vnd.ms-excel' => 'xls',
		'application/vnd.ms-powerpoint' => 'ppt',
		'application/vnd.openxmlformats-officedocument.wordprocessingml.document' => 'docx',
		'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' => 'xlsx',
		'application/vnd.openxmlformats-officedocument.presentationml.presentation' => 'pptx',
		'application/vnd.oasis.opendocument.text' => 'odt',
		'application/vnd.oasis.opendocument.spreadsheet' => 'ods',
		'application/vnd.oasis.opendocument.presentation' => 'odp',
		'application/zip' => 'zip zip-compressed',
		'application/x-ole-storage' => 'ole',
		'application/x-msdownload' => 'exe dll scr com',
		'application/x-executable' => 'elf',
		'video/mp4' => 'mp4 m4v',
		'video/quicktime' => 'mov qt',
		'video/webm' => 'webm',
		'video/3gpp' => '3gp 3gpp',
		'audio/mpeg' => 'mp3',
		'audio/mp4' => 'm4a',
		'audio/wav' => 'wav wave',
		'audio/ogg' => 'ogg oga opus',
		'audio/amr' => 'amr',
	];

	/** Where a type's bytes begin, and those bytes. */
	public const MAGIC = [
		[ 0, "\xff\xd8\xff", 'image/jpeg' ],
		[ 0, "\x89PNG", 'image/png' ],
		[ 0, "GIF8", 'image/gif' ],
		[ 8, "WEBP", 'image/webp' ],
		[ 8, "WAVE", 'audio/wav' ],
		[ 4, "ftypheic", 'image/heic' ],
		[ 4, "ftypheix", 'image/heic' ],
		[ 4, "ftyphevc", 'image/heic' ],
		[ 4, "ftypmif1", 'image/heic' ],
		[ 4, "ftypmsf1", 'image/heic' ],
		[ 4, "ftypavi", 'image/avif' ],
		[ 4, "ftypqt", 'video/quicktime' ],
		[ 4, "ftyp", 'video/mp4' ],
		[ 0, "\x1a\x45\xdf\xa3", 'video/webm' ],
		[ 0, "OggS", 'audio/ogg' ],
		[ 0, "ID3", 'audio/mpeg' ],
		[ 0, "#!AMR", 'audio/amr' ],
		[ 0, "II*\x00", 'image/tiff' ],
		[ 0, "MM\x00*", 'image/tiff' ],
		[ 0, "%PDF-", 'application/pdf' ],
		[ 0, "{\\rtf", 'application/rtf' ],
		[ 0, "PK\x03\x04", 'application/zip' ],
		[ 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 'application/x-ole-storage' ],
		[ 0, "MZ\x90", 'application/x-msdownload' ],
		[ 0, "MZ", 'application/x-msdownload' ],
		[ 0, "\x7fELF", 'application/x-executable' ],
		[ 0, "\xcf\xfa\xed\xfe", 'application/x-executable' ],
		[ 0, "#!", 'application/x-executable' ],
	];

	/** The type of the file at a place, that is called `name` and said to be of the type `said`. */
	public static function of( string $place, string $name, string $said ): string {
		return self::find( (string) file_get_contents( $place, false, null, 0, self::HEAD ), $name, $said );
	}

	/** The type of a file that begins with `head`. */
	public static function find( string $head, string $name, string $said ): string {
		$found = self::by_bytes( $head );
		if ( '' === $found ) {
			return self::told( $name, $said );
		}
		// What holds many kinds of files, and does not say in the beginning which one.
		$families = [
			'application/zip'           => [ 'application/' ],
			'application/x-ole-storage' => [ 'application/' ],
			'video/mp4'                 => [ 'audio/', 'video/' ],
			'video/webm'                => [ 'audio/', 'video/' ],
			'audio/ogg'                 => [ 'audio/', 'video/' ],
			'image/tiff'                => [ 'image/' ],
		];
		if ( ! isset( $families[ $found ] ) ) {
			return $found;
		}
		$by_name = self::by_name( $name );
		$inside  = '' === $by_name ? self::told( $name, $said ) : $by_name;
		// One that its own bytes would have shown is not inside.
		foreach ( self::MAGIC as [ , $bytes, $own ] ) {
			if ( $own === $inside && 'ftyp' !== $bytes ) {
				return $found;
			}
		}
		foreach ( $families[ $found ] as $family ) {
			if ( str_starts_with( $inside, $family ) ) {
				return $inside;
			}
		}
		return $found;
	}

	/** Whether a file fits one of a question's `accept` (HTML `accept`): `image/*`, `application/pdf`, `.pdf`. */
	public static function fits( string $token, string $name, string $said ): bool {
		$token = self::lower( trim( $token ) );
		$is    = self::told( $name, $said );
		if ( str_ends_with( $token, '*' ) ) {
			return str_starts_with( $is, substr( $token, 0, -1 ) );
		}
		if ( str_starts_with( $token, '.' ) ) {
			$wanted = self::by_ending( substr( $token, 1 ) );
			return '' === $wanted ? str_ends_with( self::lower( $name ), $token ) : $is === $wanted;
		}
		$known = self::known( $token );
		return $is === ( '' === $known ? $token : $known );
	}

	/** By what the browser says, where it knows the type; it knows it from the name, and not always. */
	private static function told( string $name, string $said ): string {
		$said  = self::lower( trim( explode( ';', $said, 2 )[0] ) );
		$known = self::known( $said );
		// Said of a CSV too.
		$vague = in_array( $said, [ 'text/plain', 'application/vnd.ms-excel' ], true );
		foreach ( [ $vague ? '' : $known, self::by_name( $name ), $known, $said ] as $type ) {
			if ( '' !== $type ) {
				return $type;
			}
		}
		return 'application/octet-stream';
	}

	private static function by_name( string $name ): string {
		$dot = strrpos( $name, '.' );
		return false === $dot ? '' : self::by_ending( self::lower( substr( $name, $dot + 1 ) ) );
	}

	private static function by_ending( string $ending ): string {
		foreach ( self::TYPES as $type => $endings ) {
			if ( in_array( $ending, explode( ' ', $endings ), true ) ) {
				return $type;
			}
		}
		return '';
	}

	/** A type as it is listed here, also by another of its names: `image/jpg`, `application/x-pdf`. */
	private static function known( string $said ): string {
		if ( ! str_contains( $said, '/' ) ) {
			return '';
		}
		if ( isset( self::TYPES[ $said ] ) ) {
			return $said;
		}
		$name = explode( '/', $said, 2 )[1];
		return self::by_ending( str_starts_with( $name, 'x-' ) ? substr( $name, 2 ) : $name );
	}

	private static function by_bytes( string $head ): string {
		foreach ( self::MAGIC as [ $at, $bytes, $type ] ) {
			if ( substr( $head, $at, strlen( $bytes ) ) !== $bytes ) {
				continue;
			}
			// A text may begin with these two letters.
			if ( 'application/x-msdownload' === $type && preg_match( '/^..[\x21-\x7e]/s', $head ) ) {
				break;
			}
			return $type;
		}
		// What may have something before it.
		$text   = str_starts_with( $head, "\xEF\xBB\xBF" ) ? substr( $head, 3 ) : $head;
		$markup = str_starts_with( ltrim( $text, " \t\n\r\f" ), '<' );
		$lower  = self::lower( $head );
		if ( str_contains( $lower, '%pdf-' ) ) {
			return 'application/pdf';
		}
		$tags = [
			'svg'           => 'image/svg+xml',
			'!doctype html' => 'text/html',
			'html'          => 'text/html',
			'script'        => 'text/html',
		];
		foreach ( $markup ? $tags : [] as $tag => $type ) {
			if ( str_contains( $lower, "<$tag" ) ) {
				return $type;
			}
		}
		return '';
	}

	/** Latin letters only, in whatever language the site is set up: PHP before 8.2 asks the system about others. */
	private static function lower( string $text ): string {
		return strtr( $text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz' );
	}
}
