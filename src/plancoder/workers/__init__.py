"""Worker processes for plans: spawned, limited, watched, and replaced when they die."""
