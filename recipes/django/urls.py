
from intake.views import submissions
urlpatterns += [path("submissions", submissions)]
