from django.contrib import admin
from django.http import HttpResponse
from django.urls import path


def home(request):
    return HttpResponse("<title>heestagram</title><h1>Hello</h1>")


urlpatterns = [path("", home), path("admin/", admin.site.urls)]
