# Verifies signed submissions as docs/envelope.md says, with Ruby's own openssl:  ruby verify.rb FILE…
require "json"
require "openssl"
require "strscan"
TOKEN = /[ \t\n\r]*([\]\[{},:]|true|false|null|"(?:[^"\\\x00-\x1f]|\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\z)/
class Refused < StandardError; end

def need(holds, reason) = holds || raise(Refused, reason)
def base64url(raw) = [raw].pack("m0").tr("+/", "-_").delete("=")

def attempt(fault)
  yield
rescue fault
  nil
end

def decoded(text, reason)
  raw = text.tr("-_", "+/").unpack1("m")
  need(base64url(raw) == text, reason) && raw # one text for one sequence of bytes
end

# JSON that every reader understands alike, read straight into its canonical text (RFC 8785).
class Reader < StringScanner
  def self.read(raw, size, depth)
    text = raw.dup.force_encoding("UTF-8")
    need(raw.bytesize <= size && text.valid_encoding?, "json")
    reader = new(text).tap { |own| own.instance_variable_set(:@depth, depth) }
    first = reader.token
    first == "{" ? found = reader.members(1) : reader.value(first, 1)
    need(reader.token == "" && reader.eos?, "json") && found
  end
  def self.canonical(members) = "{#{members.sort_by { |name, _| name.encode("UTF-16BE").bytes }.map { |name, value| "#{JSON.generate(name)}:#{value}" }.join(",")}}"
  def token = need(scan(TOKEN), "json") && self[1]
  def each(last)
    one = token
    while one != last
      yield one
      one = token
      need(one == "," ? (one = token) != last : one == last, "json")
    end
  end
  def members(level)
    found = {}
    each("}") do |one|
      name = need(one[0] == '"', "json") && string(one)
      need(!found.key?(name) && token == ":", "json")
      found[name] = value(token, level + 1)
    end
    found
  end
  def value(one, level)
    need(level <= @depth || !%w({ [).include?(one), "json")
    return Reader.canonical(members(level)) if one == "{"
    return "[#{[].tap { |items| each("]") { |item| items << value(item, level + 1) } }.join(",")}]" if one == "["
    return JSON.generate(string(one)) if one[0] == '"'
    need(one =~ /\A[tfn\d-]/, "json") && (one =~ /\A[tfn]/ ? one : number(one))
  end
  def string(token)
    units = token[1..-2].gsub("\\\\", "  ").scan(/\\u(\h{4})/).flatten.map(&:hex)
    pairs = token[1..-2].gsub("\\\\", "  ").gsub(/\\u[dD][89abAB]\h\h\\u[dD][c-fC-F]\h\h/, "").scan(/\\u[dD][89a-fA-F]\h\h/)
    need(pairs.empty? && !units.include?(0), "json") && JSON.parse(token)
  end
  def number(token)
    _, sign, whole, fraction, power = *token.match(/\A(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?\z/)
    digits = (whole + fraction.to_s).sub(/\A0+/, "")
    short = digits.sub(/0+\z/, "")
    return "0" if short.empty?
    size, point = short.size, digits.size - fraction.to_s.size + power.to_i
    need((size <= 15 || point == size && short.to_i < 2**53) && point.between?(-290, 307), "json")
    sign + if point.between?(size, 21) then short.ljust(point, "0")
           elsif point.between?(1, 21) then "#{short[...point]}.#{short[point..]}"
           elsif point.between?(-5, 0) then "0.#{"0" * -point}#{short}"
           else "#{short[0]}#{"." if size > 1}#{short[1..]}e#{format("%+d", point - 1)}"
           end
  end
end

# Returns the canonical body that was signed.
def verify(raw)
  body = need(Reader.read(raw, 2**20, 32), "envelope")
  signature = body.delete("signature")
  need(signature&.start_with?('"'), "envelope")
  head, dots, value = JSON.parse(signature).partition("..")
  need(!dots.empty? && decoded(value, "envelope").bytesize == 64, "envelope")
  header = attempt(Refused) { Reader.read(decoded(head, "header"), 4096, 2) }
  text = ->(name) { JSON.parse(header[name]) if header[name]&.start_with?('"') }
  need(header && text["alg"] == "ES256" && text["typ"] == "intake-submission+jws", "header")
  need((header.keys - %w(alg typ kid jwk nonce)).empty? && text["kid"] && (!header.key?("nonce") || text["nonce"]), "header")
  need(header["jwk"]&.start_with?("{"), "header")
  jwk = JSON.parse(header["jwk"])
  need((jwk.keys - %w(kty crv x y)).empty?, "header")
  need(jwk["kty"] == "EC" && jwk["crv"] == "P-256" && jwk["x"].is_a?(String) && jwk["y"].is_a?(String), "key")
  x, y = decoded(jwk["x"], "key"), decoded(jwk["y"], "key")
  need(x.bytesize == 32 && y.bytesize == 32, "key")
  der = ["3059301306072a8648ce3d020106082a8648ce3d03010703420004"].pack("H*") + x + y # RFC 5480
  key = attempt(OpenSSL::PKey::PKeyError) { OpenSSL::PKey.read(der) }
  need(key && text["kid"] == base64url(OpenSSL::Digest.digest("SHA256", header["jwk"])), "key")
  payload = Reader.canonical(body)
  pair = decoded(value, "envelope").unpack("a32a32").map { |half| OpenSSL::ASN1::Integer(OpenSSL::BN.new(half, 2)) }
  input = "#{head}.#{base64url(payload)}"
  holds = attempt(OpenSSL::PKey::PKeyError) { key.verify("SHA256", OpenSSL::ASN1::Sequence(pair).to_der, input) }
  need(holds, "signature") && payload
end

ARGV.each do |file|
  verify(File.binread(file))
  puts "#{file}: verified"
rescue Refused => refused
  puts "#{file}: refused [#{refused.message}]"
  @failed = true
end
exit(@failed ? 1 : 0)
