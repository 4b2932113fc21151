<?php
// Verifies signed submissions as docs/envelope.md says, with PHP's own openssl:  php verify.php FILE…
const TOKEN = '~[ \t\n\r]*([][{},:]|true|false|null|"(?:[^"\\\\\x00-\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+"|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|\z)~A';
class Refused extends Exception {}
function need(mixed $holds, string $reason): void { if (!$holds) throw new Refused($reason); }
function base64url(string $raw): string { return rtrim(strtr(base64_encode($raw), '+/', '-_'), '='); }
function decoded(string $text, string $reason): string {
    $raw = base64_decode(strtr($text, '-_', '+/'), true);
    need($raw !== false && base64url($raw) === $text, $reason);  // one text for one sequence of bytes
    return $raw;
}
function json(string $text): string { return json_encode($text, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS); }
/** JSON that every reader understands alike, read straight into its canonical text (RFC 8785). */
class Reader {
    private int $at = 0;
    function __construct(private string $text, private int $depth) {}
    static function read(string $raw, int $size, int $depth): ?array {
        need(strlen($raw) <= $size && preg_match('//u', $raw), 'json');
        $reader = new self($raw, $depth);
        $first = $reader->token();
        $found = $first === '{' ? $reader->members(1) : null;
        if ($found === null) $reader->value($first, 1);
        need($reader->token() === '' && $reader->at === strlen($raw), 'json');
        return $found;
    }
    static function canonical(array $members): string {
        uksort($members, fn($a, $b) => strcmp(iconv('UTF-8', 'UTF-16BE', $a), iconv('UTF-8', 'UTF-16BE', $b)));
        return '{' . implode(',', array_map(fn($name, $value) => json((string) $name) . ":$value", array_keys($members), $members)) . '}';
    }
    private function token(): string {
        need(preg_match(TOKEN, $this->text, $found, 0, $this->at), 'json');
        $this->at += strlen($found[0]);
        return $found[1];
    }
    private function each(string $end, callable $item): void {
        for ($one = $this->token(); $one !== $end;) {
            $item($one);
            need(($one = $this->token()) === ',' || $one === $end, 'json');
            if ($one === ',') need(($one = $this->token()) !== $end, 'json');
        }
    }
    private function members(int $level): array {
        $found = [];
        $this->each('}', function ($one) use (&$found, $level) {
            need(str_starts_with($one, '"'), 'json');
            $name = $this->string($one);
            need(!array_key_exists($name, $found) && $this->token() === ':', 'json');
            $found[$name] = $this->value($this->token(), $level + 1);
        });
        return $found;
    }
    private function value(string $one, int $level): string {
        need($level <= $this->depth || ($one !== '{' && $one !== '['), 'json');
        if ($one === '{') return self::canonical($this->members($level));
        $items = [];
        if ($one === '[') $this->each(']', function ($item) use (&$items, $level) { $items[] = $this->value($item, $level + 1); });
        if ($one === '[') return '[' . implode(',', $items) . ']';
        need($one !== '' && !strpbrk($one[0], '}],:'), 'json');
        return $one[0] === '"' ? json($this->string($one)) : (strpbrk($one[0], 'tfn') ? $one : $this->number($one));
    }
    private function string(string $token): string {
        $text = json_decode($token);  // half a surrogate pair is an error of its own
        need(is_string($text) && !str_contains($text, "\0"), 'json');
        return $text;
    }
    private function number(string $token): string {
        preg_match('/^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/', $token, $part);
        [$digits, $fraction] = [ltrim($part[2] . ($part[3] ?? ''), '0'), $part[3] ?? ''];
        $short = rtrim($digits, '0');
        $size = strlen($short);
        if ($size === 0) return '0';
        $point = strlen($digits) - strlen($fraction) + (int) max(-9999, min(9999, (float) ($part[4] ?? 0)));
        need(($size <= 15 || ($point === $size && $size <= 16 && (int) $short < 2 ** 53)) && $point >= -290 && $point <= 307, 'json');
        if ($size <= $point && $point <= 21) $text = str_pad($short, $point, '0');
        elseif ($point > 0 && $point <= 21) $text = substr($short, 0, $point) . '.' . substr($short, $point);
        elseif ($point > -6 && $point <= 0) $text = '0.' . str_repeat('0', -$point) . $short;
        else $text = $short[0] . ($size > 1 ? '.' . substr($short, 1) : '') . sprintf('e%+d', $point - 1);
        return $part[1] . $text;
    }
}
/** Returns the canonical body that was signed. */
function verify(string $raw): string {
    $body = Reader::read($raw, 2 ** 20, 32);
    need($body !== null && str_starts_with($body['signature'] ?? '', '"'), 'envelope');
    $parts = explode('..', json_decode($body['signature']), 2);
    need(count($parts) === 2 && strlen(decoded($parts[1], 'envelope')) === 64, 'envelope');
    unset($body['signature']);
    try { $header = Reader::read(decoded($parts[0], 'header'), 4096, 2); } catch (Refused) { throw new Refused('header'); }
    $text = fn(string $name): ?string => str_starts_with($header[$name] ?? '', '"') ? json_decode($header[$name]) : null;
    need($header !== null && $text('alg') === 'ES256' && $text('typ') === 'intake-submission+jws', 'header');
    need(!array_diff(array_keys($header), ['alg', 'typ', 'kid', 'jwk', 'nonce']) && $text('kid') !== null && (!isset($header['nonce']) || $text('nonce') !== null), 'header');
    need(str_starts_with($header['jwk'] ?? '', '{'), 'header');
    $jwk = json_decode($header['jwk'], true);
    need(!array_diff(array_keys($jwk), ['kty', 'crv', 'x', 'y']), 'header');
    need(($jwk['kty'] ?? 0) === 'EC' && ($jwk['crv'] ?? 0) === 'P-256' && is_string($jwk['x'] ?? 0) && is_string($jwk['y'] ?? 0), 'key');
    [$x, $y] = [decoded($jwk['x'], 'key'), decoded($jwk['y'], 'key')];
    need(strlen($x) === 32 && strlen($y) === 32, 'key');
    $der = hex2bin('3059301306072a8648ce3d020106082a8648ce3d030107034200') . "\x04$x$y";  // RFC 5480
    $key = openssl_pkey_get_public("-----BEGIN PUBLIC KEY-----\n" . base64_encode($der) . "\n-----END PUBLIC KEY-----");
    need($key && $text('kid') === base64url(hash('sha256', $header['jwk'], true)), 'key');
    $integer = fn(string $half) => (fn($bytes) => "\x02" . chr(strlen($bytes)) . $bytes)((ord((ltrim($half, "\0") . "\0")[0]) > 127 ? "\0" : '') . (ltrim($half, "\0") ?: "\0"));
    $pair = $integer(substr(decoded($parts[1], 'envelope'), 0, 32)) . $integer(substr(decoded($parts[1], 'envelope'), 32));
    $payload = Reader::canonical($body);
    need(openssl_verify("$parts[0]." . base64url($payload), "\x30" . chr(strlen($pair)) . $pair, $key, OPENSSL_ALGO_SHA256) === 1, 'signature');
    return $payload;
}
$failed = 0;
foreach (array_slice($argv, 1) as $file) {
    try { verify(file_get_contents($file)); echo "$file: verified\n"; }
    catch (Refused $refused) { echo "$file: refused [{$refused->getMessage()}]\n"; $failed = 1; }
}
exit($failed);
