<?php
// The plugin's verifier on files, without WordPress:  php verify.php PLUGIN FILE…  It prints what tests/verifiers do.
namespace Intake_Form;

define('ABSPATH', '/');
foreach (['refused', 'json', 'envelope', 'key'] as $part) require "$argv[1]/includes/class-$part.php";
foreach (array_slice($argv, 2) as $file) {
    try {
        Envelope::verify(file_get_contents($file));
        echo "$file: verified\n";
    } catch (Refused $refused) {
        echo "$file: refused [$refused->reason]\n";
    }
}
