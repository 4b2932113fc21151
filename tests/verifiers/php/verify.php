<?php
// Verifies a signed submission with PHP's own openssl: steps 1 to 6 of docs/envelope.md. receive.php has the others.
require_once __DIR__ . '/strict.php';

function base64url(string $raw): string { return rtrim(strtr(base64_encode($raw), '+/', '-_'), '='); }
function sha256(string $text): string { return base64url(hash('sha256', $text, true)); }
function only(mixed $value, string ...$names): bool { return $value instanceof ArrayObject && !array_diff(array_keys($value->getArrayCopy()), $names); }
function decoded(mixed $text, string $reason): string { // strict: one text for a sequence of bytes
    $raw = base64_decode(strtr(is_string($text) ? $text : '', '-_', '+/'), true);
    need($raw !== false && base64url($raw) === $text, $reason);
    return $raw;
}
/** An integer as DER has it (X.690, 8.3). */
function integer(string $half): string {
    $bytes = ltrim($half, "\0");
    $bytes = $bytes === '' || ord($bytes[0]) > 127 ? "\0$bytes" : $bytes;
    return "\x02" . chr(strlen($bytes)) . $bytes;
}
function readHeader(string $raw): mixed {
    try { return read($raw, 4096, 2); } catch (Refused | JsonException) { throw new Refused('header'); }
}

/** Returns the body and the digest of what was signed; throws Refused. */
function verify(string $raw): array {
    try { $body = read($raw, 2 ** 20, 32); } catch (JsonException) { throw new Refused('json'); }
    need($body instanceof ArrayObject && is_string($body['signature'] ?? null), 'envelope');
    $parts = explode('..', $body['signature'], 2);
    unset($body['signature']);
    need(count($parts) === 2 && strlen($signature = decoded($parts[1], 'envelope')) === 64, 'envelope');
    $header = readHeader(decoded($parts[0], 'header'));
    need(only($header, 'alg', 'typ', 'kid', 'jwk', 'nonce'), 'header');
    need(($header['alg'] ?? 0) === 'ES256' && ($header['typ'] ?? 0) === 'intake-submission+jws', 'header');
    $jwk = $header['jwk'] ?? null;
    need(is_string($header['kid'] ?? 0) && (!$header->offsetExists('nonce') || is_string($header['nonce'])) && only($jwk, 'kty', 'crv', 'x', 'y'), 'header');
    need(($jwk['kty'] ?? 0) === 'EC' && ($jwk['crv'] ?? 0) === 'P-256', 'key');
    [$x, $y] = [decoded($jwk['x'] ?? 0, 'key'), decoded($jwk['y'] ?? 0, 'key')];
    need(strlen($x) === 32 && strlen($y) === 32, 'key');
    $der = hex2bin('3059301306072a8648ce3d020106082a8648ce3d030107034200') . "\x04$x$y"; // RFC 5480
    $key = openssl_pkey_get_public("-----BEGIN PUBLIC KEY-----\n" . base64_encode($der) . "\n-----END PUBLIC KEY-----");
    need($key && $header['kid'] === sha256(canonical($jwk)), 'key');
    $payload = canonical($body);
    $pair = integer(substr($signature, 0, 32)) . integer(substr($signature, 32));
    $holds = openssl_verify("$parts[0]." . base64url($payload), "\x30" . chr(strlen($pair)) . $pair, $key, OPENSSL_ALGO_SHA256);
    need($holds === 1, 'signature');
    need(strlen("$payload$parts[0]$parts[1]") + 17 <= 2 ** 20, 'json');
    return [$body, 'sha-256:' . sha256($payload)];
}
