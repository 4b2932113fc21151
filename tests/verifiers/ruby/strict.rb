# JSON that every reader understands alike (docs/envelope.md, step 1), and its canonical text (RFC 8785).
require "json"
require "strscan"

TOKEN = /[\[\]{},:]|true|false|null|"(?:[^"\\\x00-\x1f]|\\(?:["\\\/bfnrt]|u\h{4}))*+"|-?(?:0|[1-9]\d*+)(?:\.\d+)?(?:[eE][+-]?\d{1,4})?/
PAIR, ALONE = /\\u[dD][89abAB]\h\h\\u[dD][c-fC-F]\h\h/, /\\u(?:[dD][89a-fA-F]\h\h|0000)/
class Refused < StandardError; end

def need(holds, reason = "json") = holds || raise(Refused, reason)

def canonical(value) # RFC 8785
  return "[#{value.map { |item| canonical(item) }.join(",")}]" if value.is_a?(Array)
  return value.is_a?(Symbol) ? value.to_s : value.to_json unless value.is_a?(Hash) # a number is a symbol
  "{#{value.sort_by { |name, _| name.encode("UTF-16BE").bytes }.map { |name, item| "#{name.to_json}:#{canonical(item)}" }.join(",")}}"
end

def number(token)
  need(token.size <= 400)
  sign, whole, fraction, power = token.match(/\A(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?\z/).captures
  short = "#{whole}#{fraction}"[/[1-9](\d*[1-9])?/] || (return :"0") # without zeros at both ends
  size, point = short.size, "#{whole}#{fraction}".sub(/\A0+/, "").size - fraction.to_s.size + power.to_i
  need((size <= 15 || point == size && short.to_i < 2**53) && point.between?(-290, 307))
  plain = point > 0 ? short.ljust(point, "0").insert(point, ".").chomp(".") : "0.#{"0" * -point}#{short}" if point.between?(-5, 21)
  :"#{sign}#{plain || "#{short[0]}#{"." if size > 1}#{short[1..]}e#{format("%+d", point - 1)}"}"
end

def value(tokens, depth)
  token = need(tokens.shift)
  return { "true" => true, "false" => false }[token] if token =~ /\A[tfn]/
  return token[0] == '"' ? JSON.parse(token) : number(token) if need(token !~ /\A[\]},:]/) && token !~ /[\[{]\z/
  last, found = need(depth > 0) && { "[" => "]", "{" => "}" }[token], {}
  until tokens.first == last
    name = last == "]" ? found.size : need(tokens.first&.start_with?('"')) && JSON.parse(tokens.shift)
    need(!found.key?(name) && (last == "]" || tokens.shift == ":"))
    found[name] = value(tokens, depth - 1)
    need(tokens.first == last || tokens.shift == "," && tokens.first != last)
  end
  tokens.shift && last == "]" ? found.values : found
end

def read(raw, size, depth) # step 1
  text, tokens = raw.dup.force_encoding("UTF-8"), []
  need(raw.bytesize <= size && text.valid_encoding? && text.gsub("\\\\", "").gsub(PAIR, "") !~ ALONE)
  scanner = StringScanner.new(text)
  tokens << need(scanner.scan(TOKEN)) until scanner.skip(/[ \t\n\r]*/) && scanner.eos?
  value(tokens, depth).tap { need(tokens.empty?) }
end
