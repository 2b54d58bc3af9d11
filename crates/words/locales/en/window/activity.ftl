### The jobs of this run: the page Activity, and the notice at the end of a job that was left.

activity-title = Activity
activity-hint = Regenerations since Latchkey started. They continue when you leave their page.
activity-empty-title = No activity
activity-empty = When you regenerate a key, its progress and result are here.
# $moment (String) - when the job started
activity-started = Started { $moment }
activity-remove = Remove
# $name (String) - the service’s name
activity-remove-named = Remove { $name } from this list
activity-remove-all = Remove all results
activity-show-service = Open service
# $name (String) - the service’s name
# $result (String) - what happened, in sentences
activity-ended = { $name }: { $result }
# $name (String) - the service’s name
# $title (String) - what did not work
# $reason (String) - why, in a sentence
activity-failed = { $name }: { $title }. { $reason }
