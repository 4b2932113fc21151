<?php
// Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.  php receive.php AUDIENCE FORM-DIGEST,… FILE…
require_once __DIR__ . '/verify.php';
const MEMBERS = ['format', 'submissionId', 'audience', 'form', 'signedAt', 'evaluatedOn', 'respondent', 'supersedes', 'answers', 'absent', 'outcome', 'attachments'];
const SHAPES = [
    'format' => '/^intake-submission\/1$/D',
    'submissionId' => '/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/D',
    'audience' => '/^/',
    'signedAt' => '/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/D',
    'evaluatedOn' => '/^\d{4}-\d\d-\d\d$/D',
];

function day(string $text): int {
    [$year, $month, $day] = array_map('intval', explode('-', substr($text, 0, 10)));
    need(checkdate($month, $day, $year), 'submission');
    return gmmktime(0, 0, 0, $month, $day, $year);
}

/** Throws Refused. $forms: digests of what you published. $kept: the digest of each id that is here already. */
function receive(ArrayObject $body, string $digest, string $audience, array $forms, array &$kept): void {
    need(only($body, ...MEMBERS), 'submission');
    foreach (SHAPES as $name => $shape) need(is_string($body[$name] ?? 0) && preg_match($shape, $body[$name]), 'submission');
    $form = ($body['form'] ?? null) instanceof ArrayObject ? $body['form']['digest'] ?? 0 : 0;
    $digests = $body->offsetExists('supersedes') ? [$form, $body['supersedes']] : [$form];
    foreach ($digests as $one) need(is_string($one) && preg_match('/^sha-256:[\w-]{43}$/D', $one), 'submission');
    [$signed, $evaluated] = [day($body['signedAt']), day($body['evaluatedOn'])];
    need($body['audience'] === $audience, 'audience');
    need(in_array($form, $forms, true), 'form');
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
