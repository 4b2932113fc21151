<?php
/**
 * WordPress runs this when somebody deletes the plugin.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

const CAPABILITY = 'read_intake_submissions';

require_once __DIR__ . '/includes/class-tables.php';
require_once __DIR__ . '/includes/class-setup.php';

Setup::uninstall();
