"""Whose words a passage gives: the plan's own, those of other bodies, those of people
who answered a survey, or those of an earlier plan.
"""
