<?php
// Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.  php receive.php AUDIENCE FORM-DIGEST,… FILE…
require_once __DIR__ . '/verify.php';
require_once __DIR__ . '/shape.php';

function day(string $text): int {
    [$year, $month, $day] = array_map('intval', explode('-', substr($text, 0, 10)));
    need(checkdate($month, $day, $year), 'submission');
    return strtotime(sprintf('%04d-%02d-%02dT00:00:00Z', $year, $month, $day));
}

/** Throws Refused. $forms: digests of what you published. $kept: the digest of each id that is here already. */
function receive(ArrayObject $body, string $digest, string $audience, array $forms, array &$kept): void {
    need(fits($body, json_decode(SUBMISSION, true)), 'submission');
    [$signed, $evaluated] = [day($body['signedAt']), day($body['evaluatedOn'])];
    need($body['audience'] === $audience, 'audience');
    need(in_array($body['form']['digest'], $forms, true), 'form');
    need(abs($signed - $evaluated) <= 86400, 'day');
    need(($kept[$body['submissionId']] ??= $digest) === $digest, 'conflict');
}

if (realpath($argv[0] ?? '') === __FILE__) {
    [, $audience, $forms] = $argv;
    $kept = [];
    foreach (array_slice($argv, 3) as $file) {
        try {
            [$body, $digest] = verify(file_get_contents($file));
            receive($body, $digest, $audience, explode(',', $forms), $kept);
            echo "$file: verified $digest\n";
        } catch (Refused $refused) { echo "$file: refused [{$refused->getMessage()}]\n"; }
    }
}
