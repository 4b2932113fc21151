from django.db import migrations, models
from intake.models import Plain

class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("submission_id", models.UUIDField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=60)),
                ("receipt", models.TextField()),
                ("body", models.JSONField(encoder=Plain)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=60)),
                ("file_name", models.TextField()),
                ("media_type", models.TextField()),
                ("content", models.BinaryField()),
                ("submission", models.ForeignKey(on_delete=models.deletion.CASCADE, to="intake.submission")),
            ],
            options={"unique_together": {("submission", "digest")}},
        ),
    ]
