<?php
// Receives submissions with plain PHP and keeps them in MariaDB. strict.php, verify.php, shape.php and receive.php are tests/verifiers/php's.
require __DIR__ . '/receive.php';
const LIMIT = 25 << 20; // the JSON and all files together; php.ini must allow as much

function answer(int $status, string $type, string $text): never {
    http_response_code($status);
    header("Content-Type: $type");
    exit($text);
}
function refuse(int $status, string $code): never {
    answer($status, 'application/problem+json', json_encode(['type' => 'about:blank', 'status' => $status, 'code' => $code]));
}

header('Access-Control-Allow-Origin: *'); // for forms on other sites; no cookie comes along
header('Access-Control-Allow-Headers: Content-Type, Idempotency-Key');
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') answer(204, 'text/plain', '');
if ($_SERVER['REQUEST_METHOD'] !== 'POST') refuse(405, 'method');
if ((int) ($_SERVER['CONTENT_LENGTH'] ?? 0) > LIMIT) refuse(413, 'too-large'); // PHP itself goes on, with nothing in $_POST
$form = preg_match('/^(multipart\/form-data|application\/x-www-form-urlencoded)/', $_SERVER['CONTENT_TYPE'] ?? '');
$raw = $form ? $_POST['submission'] ?? '' : file_get_contents('php://input');
$files = [];
foreach ($_FILES['attachment']['tmp_name'] ?? [] as $file) {
    if ($file === '') refuse(413, 'too-large'); // upload_max_filesize
    $files['sha-256:' . base64url(hash_file('sha256', $file, true))] = $file;
}
try {
    [$body, $digest] = verify(is_string($raw) ? $raw : '');
    $kept = [];
    receive($body, $digest, getenv('AUDIENCE'), explode(',', getenv('FORMS')), $kept);
} catch (Refused $refused) { refuse(422, $refused->getMessage()); }
$id = $body['submissionId'];
$named = [];
foreach (is_array($body['attachments'] ?? []) ? $body['attachments'] ?? [] : [0] as $file) {
    if (!$file instanceof ArrayObject || !isset($files[$file['digest'] ?? ''])) refuse(422, 'attachments');
    $named[$file['digest']] = $file;
}
if (($_SERVER['HTTP_IDEMPOTENCY_KEY'] ?? $id) !== $id) refuse(422, 'idempotency-key');

// Of what is here already, the receipt that was given then.
$receipt = json_encode(['submissionId' => $id, 'digest' => $digest, 'receivedAt' => gmdate('Y-m-d\TH:i:s\Z')]);
$database = new PDO(getenv('DATABASE'), getenv('DATABASE_USER'), getenv('DATABASE_PASSWORD') ?: null); // throws what goes wrong
$database->beginTransaction();
$add = $database->prepare('INSERT INTO submission (submission_id, digest, receipt, body) VALUES (?, ?, ?, ?)
    ON DUPLICATE KEY UPDATE digest = digest');
$add->execute([$id, $digest, $receipt, $raw]);
$add_file = $database->prepare('INSERT INTO attachment VALUES (?, ?, ?, ?, ?)');
foreach ($add->rowCount() === 1 ? $named : [] as $file) {
    $add_file->execute([$id, $file['digest'], $file['fileName'], $file['mediaType'], file_get_contents($files[$file['digest']])]);
}
$find = $database->prepare('SELECT digest, receipt FROM submission WHERE submission_id = ?');
$find->execute([$id]);
[$there, $receipt] = $find->fetch(PDO::FETCH_NUM);
$database->commit();
if ($there !== $digest) refuse(409, 'conflict');
answer(200, 'application/json', $receipt);
