# Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.  ruby receive.rb AUDIENCE FORM-DIGEST,… FILE…
require "date"
require_relative "verify"

MEMBERS = %w(format submissionId audience form signedAt evaluatedOn respondent supersedes answers absent outcome attachments)
SHAPES = {
  "format" => /\Aintake-submission\/1\z/,
  "submissionId" => /\A[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z/,
  "audience" => /\A/,
  "signedAt" => /\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\z/,
  "evaluatedOn" => /\A\d{4}-\d\d-\d\d\z/,
}

# Raises Refused. `forms`: digests of what you published. `kept`: the digest of each id that is here already.
def receive(body, digest, audience, forms, kept)
  text = ->(value, shape) { value.is_a?(String) && value.match?(shape) }
  need(only(body, MEMBERS) && SHAPES.all? { |name, shape| text[body[name], shape] }, "submission")
  is_digest = ->(value) { text[value, /\Asha-256:[\w-]{43}\z/] }
  need(body["form"].is_a?(Hash) && is_digest[body["form"]["digest"]], "submission")
  need(!body.key?("supersedes") || is_digest[body["supersedes"]], "submission")
  signed, evaluated = %w(signedAt evaluatedOn).map { |name| Date.iso8601(body[name][0, 10]) rescue need(false, "submission") }
  need(body["audience"] == audience, "audience")
  need(forms.include?(body["form"]["digest"]), "form")
  need((signed - evaluated).abs <= 1, "day")
  need((kept[body["submissionId"]] ||= digest) == digest, "conflict")
end

if $PROGRAM_NAME == __FILE__
  audience, forms, *files = ARGV
  kept = {}
  files.each do |file|
    body, digest = verify(File.binread(file))
    receive(body, digest, audience, forms.split(","), kept)
    puts "#{file}: verified #{digest}"
  rescue Refused => refused
    puts "#{file}: refused [#{refused.message}]"
  end
end
