"""What a statement rests on, and whether that may carry it.

In: the Site, with its sources, their hosts and what is let pass. Out: problems, and how much is first-hand.
Never: a judgement of what a source says.
"""
