import sublime
import sublime_plugin


class SortLinesCommand(sublime_plugin.TextCommand):
    def run(self, edit):
        region = self.view.sel()[0]
        self.view.replace(edit, region, "\n".join(sorted(self.view.substr(region).split("\n"))))
