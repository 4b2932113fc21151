# Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.  ruby receive.rb AUDIENCE FORM-DIGEST,… FILE…
require "date"
require_relative "shape"
require_relative "verify"

# Raises Refused. `forms`: digests of what you published. `kept`: the digest of each id that is here already.
def receive(body, digest, audience, forms, kept)
  need(fits(body), "submission")
  signed, evaluated = %w(signedAt evaluatedOn).map { |name| Date.iso8601(body[name][0, 10], Date::GREGORIAN) rescue need(false, "submission") }
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
