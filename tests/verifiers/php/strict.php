<?php
// JSON that every reader understands alike (docs/envelope.md, step 1), and its canonical text (RFC 8785).
// Objects come as ArrayObject, so that an empty one is no list; numbers as Number, in their canonical form.
const TOKEN = '~[ \t\n\r]*([][{},:]|true|false|null|"(?:[^"\\\\\x00-\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+"|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]{1,4}+)?|\z)~A';
class Refused extends Exception {}
class Number { function __construct(public string $text) {} }
function need(mixed $holds, string $reason = 'json'): mixed { return $holds ?: throw new Refused($reason); }
function canonical(mixed $value): string {
    if ($value instanceof Number) return $value->text;
    if (is_array($value)) return '[' . implode(',', array_map('canonical', $value)) . ']';
    if (!$value instanceof ArrayObject) return json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS);
    $members = [];
    foreach ($value as $name => $item) $members[iconv('UTF-8', 'UTF-16BE', $name)] = canonical((string) $name) . ':' . canonical($item);
    ksort($members, SORT_STRING);
    return '{' . implode(',', $members) . '}';
}
function number(string $token): Number {
    need(strlen($token) <= 400 && preg_match('/^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/', $token, $part));
    [$digits, $fraction] = [ltrim($part[2] . ($part[3] ?? ''), '0'), $part[3] ?? ''];
    $size = strlen($short = rtrim($digits, '0')); // without zeros at both ends
    if ($size === 0) return new Number('0');
    $point = strlen($digits) - strlen($fraction) + (int) ($part[4] ?? 0);
    need(($size <= 15 || ($point === $size && $size <= 16 && (int) $short < 2 ** 53)) && $point >= -290 && $point <= 307);
    if ($point > 0 && $point <= 21) $text = rtrim(substr(str_pad($short, $point, '0'), 0, $point) . '.' . substr($short, $point), '.');
    elseif ($point > -6 && $point <= 0) $text = '0.' . str_repeat('0', -$point) . $short;
    else $text = $short[0] . ($size > 1 ? '.' . substr($short, 1) : '') . sprintf('e%+d', $point - 1);
    return new Number($part[1] . $text);
}
function read(string $text, int $size, int $depth): mixed {
    need(strlen($text) <= $size && preg_match('//u', $text));
    $at = 0;
    $value = value($text, $at, $depth, token($text, $at));
    return need(token($text, $at) === '' && $at === strlen($text)) ? $value : null;
}
function token(string $text, int &$at): string {
    need(preg_match(TOKEN, $text, $found, 0, $at));
    $at += strlen($found[0]);
    return $found[1];
}
function value(string $text, int &$at, int $depth, string $token): mixed {
    if ($token !== '{' && $token !== '[') {
        need($token !== '' && !str_contains(']},:', $token));
        if (preg_match('/^[-\d]/', $token)) return number($token);
        $value = json_decode($token, flags: JSON_THROW_ON_ERROR); // half a surrogate pair is an error of its own
        return need(!is_string($value) || !str_contains($value, "\0")) ? $value : null;
    }
    need($depth > 0);
    [$list, $names, $end] = [[], new ArrayObject(), $token === '{' ? '}' : ']'];
    for ($one = token($text, $at); $one !== $end;) {
        if ($end === '}') {
            need($one !== '' && $one[0] === '"');
            $name = value($text, $at, 0, $one);
            need(!$names->offsetExists($name) && token($text, $at) === ':');
            $names[$name] = value($text, $at, $depth - 1, token($text, $at));
        } else $list[] = value($text, $at, $depth - 1, $one);
        need(($one = token($text, $at)) === $end || $one === ',' && ($one = token($text, $at)) !== $end);
    }
    return $end === '}' ? $names : $list;
}
