<?php
// A new site with an administrator, an editor and an author, as WordPress's own set-up page makes it.
define('WP_INSTALLING', true);
[$_SERVER['HTTP_HOST'], $_SERVER['SERVER_PROTOCOL']] = [$argv[2], 'HTTP/1.1'];
require "$argv[1]/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/class-wp-list-table.php';
wp_install('Harbour Light', 'administrator', 'administrator@harbour.example', true, '', 'password of the tests');
foreach (['editor', 'author'] as $role) {
    $id = wp_insert_user(['user_login' => $role, 'user_pass' => 'password of the tests', 'user_email' => "$role@harbour.example", 'role' => $role]);
    // The editor's greeting would stand in front of the block.
    update_user_meta($id, 'wp_persisted_preferences', ['core/edit-post' => ['welcomeGuide' => false], '_modified' => '2026-01-01T00:00:00.000Z']);
}
update_option('permalink_structure', '/%postname%/');
flush_rewrite_rules(false);
update_option('blog_public', '0');
echo "installed\n";
