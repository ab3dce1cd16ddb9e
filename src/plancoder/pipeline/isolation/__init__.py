"""Jobs in worker processes of their own: spawned, limited, watched, and replaced when they die."""
