<?php
/**
 * Why a submission is not taken: a status and a code that stay the same, never anything of what a person typed.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

class Refused extends \Exception {
	public string $reason;
	public int $status;
	/** @var array<array{pointer: string, code: string}> Places in the submission. */
	public array $places;

	public function __construct( string $reason, int $status, string $sentence, array $places = [] ) {
		parent::__construct( $sentence );
		$this->reason = $reason;
		$this->status = $status;
		$this->places = array_slice( $places, 0, 100 );
	}
}
