# Receives submissions with Sinatra and keeps them in SQLite. strict.rb, verify.rb, shape.rb and receive.rb are tests/verifiers/ruby's.
require "sinatra"
require "sqlite3"
require "json"
require "time"
require_relative "receive"

AUDIENCE, FORMS = ENV.fetch("AUDIENCE"), ENV.fetch("FORMS").split(",")
LIMIT = 25 << 20 # the JSON and all files together; Rack has no limit
# Sinatra's own guard only drops the session of what another site sends, and there is none. Leave this address out of
# Rack::Protection::AuthenticityToken. In Rails: `skip_forgery_protection` in the controller, and `request.raw_post` for the bytes.
set :show_exceptions, false
before { headers "Access-Control-Allow-Origin" => "*", "Access-Control-Allow-Headers" => "Content-Type, Idempotency-Key" }

DATABASE = SQLite3::Database.new(ENV.fetch("DATABASE"))
DATABASE.execute_batch(File.read("sqlite.sql"))
LOCK = Mutex.new

def stop(status, code)
  halt status, { "Content-Type" => "application/problem+json" }, JSON.generate(type: "about:blank", status: status, code: code)
end

options("/submissions") { 204 }

post "/submissions" do
  stop 413, "too-large" if request.content_length.to_i > LIMIT
  form = request.form_data? && !request.media_type.nil?
  raw = (form ? params["submission"].to_s : request.body.read).b
  parts = params["attachment"].is_a?(Array) ? params["attachment"].grep(Hash) : []
  files = parts.to_h { |part| content = part[:tempfile].read; ["sha-256:" + base64url(OpenSSL::Digest.digest("SHA256", content)), content] }
  begin
    body, digest = verify(raw)
    receive(body, digest, AUDIENCE, FORMS, {})
  rescue Refused => refused
    stop 422, refused.message
  end
  named = body.fetch("attachments", [])
  stop 422, "attachments" unless named.is_a?(Array) && named.all? { |file| file.is_a?(Hash) && files.key?(file["digest"]) }
  id = body["submissionId"]
  stop 422, "idempotency-key" unless [nil, id].include?(env["HTTP_IDEMPOTENCY_KEY"])
  there, receipt = keep(raw.force_encoding("UTF-8"), id, digest, named, files)
  stop 409, "conflict" unless there == digest
  content_type :json
  receipt
end

# Returns the digest and the receipt of what is kept under the id: what came, or what was here already.
def keep(raw, id, digest, named, files)
  receipt = JSON.generate(submissionId: id, digest: digest, receivedAt: Time.now.utc.iso8601)
  LOCK.synchronize do
    DATABASE.transaction(:immediate) do
      DATABASE.execute("INSERT INTO submission (submission_id, digest, receipt, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", [id, digest, receipt, raw])
      new = DATABASE.changes == 1
      named.uniq { |file| file["digest"] }.each do |file|
        row = [id, file["digest"], file["fileName"], file["mediaType"], SQLite3::Blob.new(files[file["digest"]])]
        DATABASE.execute("INSERT INTO attachment VALUES (?, ?, ?, ?, ?)", row) if new
      end
    end
    DATABASE.get_first_row("SELECT digest, receipt FROM submission WHERE submission_id = ?", [id])
  end
end
