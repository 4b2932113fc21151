<?php
/**
 * From bytes to a receipt: the steps of the verifier in their order. The first that fails is the answer, and nothing is
 * stored before the last. What needs the engine is not done here: whether the answers fit the form, and whether the
 * outcome follows from them. `intake verify --form` does that with an export.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Accept {
	/** Without 0, I, L, O and U; a prime number of signs, so that the check sign finds every wrong one and every swap. */
	private const SIGNS = '123456789ABCDEFGHJKMNPQRSTVWXYZ';

	/**
	 * Takes a submission.
	 *
	 * @return array{0: array, 1: bool} The receipt, and whether it is new.
	 * @throws Refused Otherwise.
	 */
	public static function take( string $raw, array $files ): array {
		$envelope = Envelope::verify( $raw );
		$claim    = Claim::read( $envelope );
		$body     = $claim->body;
		$form     = Forms::by_digest( $body->form->digest );
		if ( ! $form || $form->name !== $body->form->name || $form->version !== $body->form->version ) {
			throw new Refused( 'form-unknown', 422, 'The submission answers a form that was not published here.' );
		}
		$already = self::already( $body->submissionId, $envelope->digest );
		if ( $already ) {
			return [ $already, false ];
		}
		$kept = Upload::matched( $body, Upload::arrived( $files ), json_decode( $form->definition, true ) );
		$row  = [
			'submission_id' => $body->submissionId,
			'digest'        => $envelope->digest,
			'form_digest'   => $form->digest,
			'form_name'     => $form->name,
			'language'      => $body->form->language,
			'mode'          => $body->respondent->mode,
			'files'         => count( $kept ),
			'clock_skew'    => $claim->clock_skew,
		];
		// Two references of 31^8 are rarely the same; five in a row never.
		for ( $try = 1; true; $try++ ) {
			$now     = time();
			$receipt = Key::sign_receipt(
				[
					'submissionId' => $body->submissionId,
					'digest'       => $envelope->digest,
					'receivedAt'   => gmdate( 'Y-m-d\TH:i:s\Z', $now ),
					'reference'    => self::reference( $body->submissionId, $try ),
				]
			);
			$more    = [
				'reference'   => $receipt['reference'],
				'received_at' => gmdate( 'Y-m-d H:i:s', $now ),
			];
			try {
				Store::keep( $row + $more, (string) wp_json_encode( $receipt ), $envelope->whole, $kept );
				return [ $receipt, true ];
			} catch ( Refused $refused ) {
				// It may have come twice at the same moment.
				$already = self::already( $body->submissionId, $envelope->digest );
				if ( $already ) {
					return [ $already, false ];
				}
				if ( $try >= 5 ) {
					throw $refused;
				}
			}
		}
	}

	/** The receipt that was given for the same submission; null where it is new. @throws Refused On a conflict. */
	private static function already( string $submission_id, string $digest ): ?array {
		$there = Store::receipt( $submission_id );
		if ( $there && $there->digest !== $digest ) {
			throw new Refused( 'conflict', 409, 'Another submission with the same submissionId is here already.' );
		}
		return $there ? json_decode( $there->receipt, true ) : null;
	}

	/**
	 * The number that a person reads out on the telephone: eight signs and a check sign, `7K3-M2Q-9XD`. It follows from the
	 * random end of the id, so that a form can say it before it is sent; where that is taken, it is random.
	 */
	private static function reference( string $id, int $tries ): string {
		$signs  = '';
		$sum    = 0;
		$number = hexdec( substr( $id, -12 ) );
		for ( $i = 1; $i <= 8; $i++ ) {
			// As numbers with decimals: 48 bits fit into them on any machine.
			$value  = $tries > 1 ? random_int( 0, 30 ) : (int) fmod( $number, 31 );
			$number = floor( $number / 31 );
			$signs .= self::SIGNS[ $value ];
			$sum   += $i * $value;
		}
		return implode( '-', str_split( $signs . self::SIGNS[ $sum % 31 ], 3 ) );
	}
}
