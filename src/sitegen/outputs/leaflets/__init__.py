"""Leaflets to hand out: each use and each page about the appointment, as PDF and as a page.

In: the Site. Out: PDF/UA files, and pages to fill in.
Never: a rewritten sentence, a shortened emergency.
"""
