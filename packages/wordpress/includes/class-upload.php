<?php
/**
 * The files of a submission: those that it names, held against those that came with it.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Upload {
	/** How large a file may be where the form says nothing. */
	private const MOST_BYTES = 10485760;

	/**
	 * What came in the parts `attachment[]`, by digest.
	 *
	 * @return array<string, string> The place of each on the disk.
	 */
	public static function arrived( array $files ): array {
		$parts = $files['attachment'] ?? [];
		$found = [];
		foreach ( (array) ( $parts['tmp_name'] ?? [] ) as $i => $place ) {
			$error = ( (array) $parts['error'] )[ $i ];
			if ( UPLOAD_ERR_INI_SIZE === $error || UPLOAD_ERR_FORM_SIZE === $error ) {
				throw new Refused( 'body-too-large', 413, 'A file is larger than this site takes.' );
			}
			if ( UPLOAD_ERR_OK !== $error ) {
				throw new Refused( 'disk', 503, 'A file could not be received. Try again.' );
			}
			if ( is_string( $place ) && is_uploaded_file( $place ) ) {
				$found[ 'sha-256:' . Json::base64url( hash_file( 'sha256', $place, true ) ) ] = $place;
			}
		}
		return $found;
	}

	/**
	 * The files to keep: `{ digest, name, size, place }`. What nobody signed for is dropped.
	 *
	 * @throws Refused When one is missing or differs, or the form asks for none.
	 */
	public static function matched( \stdClass $body, array $arrived, array $form ): array {
		$named    = $body->attachments;
		$items    = Definition::items( $form );
		$answered = self::answered( $body->answers, $items );
		$found    = [];
		$wrong    = self::too_many( $body->answers, $items, '/answers' );
		foreach ( $named as $i => $file ) {
			$item = $items[ $file->item ] ?? [];
			$known = in_array( self::key( $file->item, $file ), $answered, true );
			if ( ! $known || $file->size > ( $item['maxBytes'] ?? self::MOST_BYTES ) ) {
				$wrong[] = [
					'pointer' => "/attachments/$i",
					'code'    => $known ? 'file-size' : 'unknown-item',
				];
				continue;
			}
			$place = $arrived[ $file->digest ] ?? '';
			if ( '' === $place || filesize( $place ) !== $file->size ) {
				$wrong[] = [
					'pointer' => "/attachments/$i",
					'code'    => 'attachment-missing',
				];
				continue;
			}
			$problem = self::problem( $item, $file, $place );
			if ( '' !== $problem ) {
				$wrong[] = [
					'pointer' => "/attachments/$i",
					'code'    => $problem,
				];
				continue;
			}
			// The same file for two questions is kept once.
			$found[ $file->digest ] = (object) [
				'digest' => $file->digest,
				'name'   => $file->fileName,
				'size'   => $file->size,
				'place'  => $place,
			];
		}
		if ( $wrong ) {
			throw new Refused( 'attachments', 422, 'A file that the submission names did not come with it, was not asked for, or is of another kind or number than the form asks for.', $wrong );
		}
		return array_values( $found );
	}

	/** What is wrong with a file that has come, by the question that it answers; empty where nothing is. */
	private static function problem( array $item, \stdClass $file, string $place ): string {
		if ( 0 === $file->size ) {
			return 'empty-file';
		}
		$accept = array_filter( (array) ( $item['accept'] ?? [] ), 'is_string' );
		// Its first bytes say what it is, not the type and the name that the sender gave it.
		$type = File_Type::of( $place, $file->fileName, $file->mediaType );
		foreach ( $accept as $token ) {
			if ( File_Type::fits( $token, $file->fileName, $type ) ) {
				return '';
			}
		}
		return $accept ? 'file-type' : '';
	}

	/** The answers with more files than their questions take, those in repeats too. @return array[] */
	private static function too_many( \stdClass $answers, array $items, string $pointer ): array {
		$wrong = [];
		foreach ( get_object_vars( $answers ) as $name => $value ) {
			$type = $items[ $name ]['type'] ?? '';
			if ( 'file' === $type && is_array( $value ) && count( $value ) > ( $items[ $name ]['maxFiles'] ?? 1 ) ) {
				$wrong[] = [
					'pointer' => "$pointer/$name",
					'code'    => 'max-files',
				];
			}
			foreach ( 'repeat' === $type && is_array( $value ) ? $value : [] as $i => $entry ) {
				if ( $entry instanceof \stdClass ) {
					$wrong = array_merge( $wrong, self::too_many( $entry, $items, "$pointer/$name/$i" ) );
				}
			}
		}
		return $wrong;
	}

	/** The files among the answers to the form's questions for files, those in repeats too. @return string[] */
	private static function answered( \stdClass $answers, array $items ): array {
		$found = [];
		foreach ( get_object_vars( $answers ) as $name => $value ) {
			$type = $items[ $name ]['type'] ?? '';
			foreach ( is_array( $value ) ? $value : [] as $entry ) {
				if ( 'file' === $type && $entry instanceof \stdClass ) {
					$found[] = self::key( $name, $entry );
				} elseif ( 'repeat' === $type && $entry instanceof \stdClass ) {
					$found = array_merge( $found, self::answered( $entry, $items ) );
				}
			}
		}
		return $found;
	}

	/** A file as a question's answer names it. */
	private static function key( string $item, \stdClass $file ): string {
		return (string) wp_json_encode( [ $item, $file->fileName ?? '', $file->mediaType ?? '', $file->size ?? '', $file->digest ?? '' ] );
	}
}
