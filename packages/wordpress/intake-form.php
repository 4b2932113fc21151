<?php
/**
 * Plugin Name:       Intake Form
 * Plugin URI:        https://github.com/intake-form/intake-form
 * Description:       An intake form in your visitors' own languages. It tells them what help they may get, and sends you a signed record that you read here.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      8.0
 * Author:            The intake-form authors
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       intake-form
 * Domain Path:       /languages
 *
 * You may also use it under the Apache License 2.0; both texts lie beside this file.
 *
 * @package Intake_Form
 */

namespace Intake_Form;

defined( 'ABSPATH' ) || exit;

const VERSION    = '0.1.0';
const CAPABILITY = 'read_intake_submissions';
const NAMESPACE_ = 'intake-form/v1';

foreach ( [ 'refused', 'json', 'envelope', 'claim', 'key', 'tables', 'forms', 'definition', 'limit', 'file-type', 'upload', 'store', 'accept', 'rest', 'element', 'mail', 'setup', 'contact', 'reading', 'inbox', 'inbox-list', 'export', 'forms-page', 'settings-page', 'privacy' ] as $intake_form_part ) {
	require_once __DIR__ . "/includes/class-$intake_form_part.php";
}

register_activation_hook( __FILE__, [ Setup::class, 'activate' ] );
add_action( 'plugins_loaded', [ Setup::class, 'update' ] );
add_action( 'init', [ Element::class, 'register' ] );
add_action( 'wp_enqueue_scripts', [ Element::class, 'enqueue_early' ] );
add_filter( 'script_loader_tag', [ Element::class, 'as_module' ], 10, 2 );
Rest::hook();
Inbox::hook();
Export::hook();
Forms_Page::hook();
Settings_Page::hook();
Privacy::hook();
