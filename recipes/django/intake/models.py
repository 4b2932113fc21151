"""`JSONField` is `jsonb` in PostgreSQL, `json` in MariaDB, text in SQLite. The receipt is kept as it was given."""
import json
from django.db import models

class Plain(json.JSONEncoder):
    """Letters as they are: with \\u escapes a submission of 1 MiB would be too large for a verifier."""
    def __init__(self, **options): super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})

class Submission(models.Model):
    submission_id = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=60)
    receipt = models.TextField()
    body = models.JSONField(encoder=Plain)
    received_at = models.DateTimeField(auto_now_add=True)

class Attachment(models.Model):
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE)
    digest = models.CharField(max_length=60)
    file_name = models.TextField()
    media_type = models.TextField()
    content = models.BinaryField()

    class Meta:
        unique_together = [("submission", "digest")]
