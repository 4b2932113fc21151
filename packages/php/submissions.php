<?php
// Answers are kept in a folder "intake-answers" as high above the web root as the folders have the same owner: so it is in no
// other site of this account. To keep them elsewhere, write a line of your own before "$place": $folder = '/home/yourname/answers';
if (DIRECTORY_SEPARATOR !== '/') refuse(500, 'Not ready: this handler knows the folders of Linux only. Nothing is stored.');
$root = realpath($_SERVER['DOCUMENT_ROOT']);
for ($top = dirname($root); strlen(dirname($top)) > 1 && @fileowner(dirname($top)) === fileowner($root);) $top = dirname($top);
$folder = getenv('INTAKE_FOLDER') ?: "$top/intake-answers";
function refuse(int $status, string $why): never { http_response_code($status); exit($why); }

$place = (@realpath($folder) ?: @realpath(dirname($folder))) . '/';
$shown = preg_match('~/(public_html|httpdocs|htdocs)/~', $place);  // of another site
foreach ([$root, realpath($_SERVER['CONTEXT_DOCUMENT_ROOT'] ?? __DIR__) ?: __DIR__, __DIR__] as $web) $shown = $shown || str_starts_with($place, "$web/");
if ($shown) refuse(500, 'Not ready: the folder for answers is inside a web root, where anybody could read it. Nothing is stored.');
if (!is_dir($folder) && @mkdir($folder, 0700)) file_put_contents("$folder/.htaccess", "Require all denied\n");  // should a site show it one day
if (!is_dir($folder) || !is_writable($folder)) refuse(500, 'Not ready: PHP cannot make the folder for answers, or not write to it. Nothing is stored.');
if ($_SERVER['REQUEST_METHOD'] === 'GET') exit('Ready: the folder for answers can be written to, and is not inside the web root.');

$text = $_POST['submission'] ?? '';
$body = json_decode($text, true, 64);
$id = $body['submissionId'] ?? '';
if (!preg_match('/\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z/', $id)) refuse(400, 'No submission.');
$kept = "$folder/$id.json";
function same(string $kept, array $body): bool {  // whatever its signature, which may be made anew
    $there = json_decode(file_get_contents($kept), true, 64);
    unset($there['signature'], $body['signature']);
    return $there === $body;
}
if (is_file($kept) && !same($kept, $body)) refuse(409, 'Another submission has this id.');
$came = [];
foreach ($_FILES['attachment']['tmp_name'] ?? [] as $file) if ($file) $came[hash_file('sha256', $file)] = $file;
foreach ($body['attachments'] as $named) {
    $digest = bin2hex(base64_decode(strtr(substr($named['digest'], 8), '-_', '+/')));
    if (!isset($came[$digest])) refuse(413, 'A file did not come along, or is too large.');
    copy($came[$digest], "$folder/$id.$digest") or refuse(500, 'Not stored.');
}
if (!is_file($kept)) {
    $part = tempnam($folder, 'part');
    file_put_contents($part, $text) === strlen($text) or refuse(500, 'Not stored.');
    if (function_exists('link')) @link($part, $kept);  // of two at once, one: it takes no other's place
    else is_file($kept) or rename($part, $kept);  // some hosts have no link
    @unlink($part);
    is_file($kept) or refuse(500, 'Not stored.');
    same($kept, $body) or refuse(409, 'Another submission has this id.');
}
echo $id;
