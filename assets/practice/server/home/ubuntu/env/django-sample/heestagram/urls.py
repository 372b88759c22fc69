from django.http import HttpResponse
from django.urls import path


def home(request):
    return HttpResponse("heestagram says hello\n")


urlpatterns = [path("", home)]
