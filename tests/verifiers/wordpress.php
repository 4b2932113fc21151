<?php
// Steps 1 to 8 and 10 as the WordPress plugin takes them, without WordPress:  php wordpress.php AUDIENCE FILE…
// Writes `FILE: verified DIGEST` or `FILE: refused [CODE]`, with the codes that `intake verify` has.
namespace Intake_Form;

define('ABSPATH', __DIR__);
define('MINUTE_IN_SECONDS', 60);
define('HOUR_IN_SECONDS', 3600);
define('DAY_IN_SECONDS', 86400);
foreach (['refused', 'json', 'key', 'envelope', 'claim'] as $name) require_once __DIR__ . "/../../packages/wordpress/includes/class-$name.php";

/** In place of the plugin's, which asks WordPress for the site's addresses. */
class Forms {
    public static string $address;
    public static function is_own_address(string $audience): bool { return $audience === self::$address; }
}

[, Forms::$address] = $argv;
foreach (array_slice($argv, 2) as $file) {
    try {
        $envelope = Envelope::verify(file_get_contents($file));
        $envelope->has_nonce = false; // the plugin issues none; who looks at saved files cannot know
        Claim::read($envelope);
        echo "$file: verified $envelope->digest\n";
    } catch (Refused $refused) {
        echo "$file: refused [$refused->reason]\n";
    }
}
