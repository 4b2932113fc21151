# The shape of a submission: step 7 of docs/envelope.md, which has the same text and says how it is read.
require "json"

SUBMISSION = JSON.parse(<<'SHAPE')
{
"format": "intake-submission/1",
"submissionId": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
"audience": [1, 2048],
"form": { "name": [1, 255], "version": [1, 255], "digest": "sha-256:[A-Za-z0-9_-]{43}", "language": [2, 35, "[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*"] },
"signedAt": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|23:59:60)([.][0-9]{1,9})?Z",
"evaluatedOn": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
"respondent": [{ "mode": "self" }, { "mode": "assisted", "worker": [1, 255], "note?": [1, 10000] }],
"supersedes?": "sha-256:[A-Za-z0-9_-]{43}",
"answers": {},
"absent": {},
"outcome": { "programs": [{ "name": [1, 255], "status": "eligible|ineligible|undetermined", "estimate?": "#.*",
  "criteria": [{ "name": [1, 255], "status": "met|unmet|undetermined" }] }], "referrals": [[1, 255]] },
"attachments": [{ "item": [1, 255], "fileName": [1, 255], "mediaType": [0, 255], "size": "#0|[1-9][0-9]{0,14}", "digest": "sha-256:[A-Za-z0-9_-]{43}" }]
}
SHAPE

# Whether what was read has a shape; a number is a symbol.
def fits(value, shape = SUBMISSION)
  case shape
  when /\A#/ then value.is_a?(Symbol) && value.to_s.match?(/\A(?:#{shape[1..]})\z/)
  when String then value.is_a?(String) && value.match?(/\A(?:#{shape})\z/)
  when Hash
    names = shape.transform_keys { |name| name.delete("?") }
    value.is_a?(Hash) && (names.empty? || (value.keys - names.keys).empty?) &&
      names.all? { |name, one| value.key?(name) ? fits(value[name], one) : !shape.key?(name) }
  else
    if shape[0].is_a?(Integer)
      value.is_a?(String) && value.size.between?(shape[0], shape[1]) && (shape.size == 2 || fits(value, shape[2]))
    elsif shape.size == 1
      value.is_a?(Array) && value.size <= 1000 && value.all? { |item| fits(item, shape[0]) }
    else
      shape.any? { |one| fits(value, one) }
    end
  end
end
