<?php
// Steps 1 to 6 as the WordPress plugin takes them, without WordPress:  php wordpress.php FILE…
// Writes `FILE: verified DIGEST` or `FILE: refused [CODE]`, with the codes that `intake verify` has.
define('ABSPATH', __DIR__);
foreach (['refused', 'json', 'key', 'envelope'] as $name) require_once __DIR__ . "/../../packages/wordpress/includes/class-$name.php";
foreach (array_slice($argv, 1) as $file) {
    try {
        $digest = Intake_Form\Envelope::verify(file_get_contents($file))->digest;
        echo "$file: verified $digest\n";
    } catch (Intake_Form\Refused $refused) {
        echo "$file: refused [$refused->reason]\n";
    }
}
