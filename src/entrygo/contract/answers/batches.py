"""Batches made of another one."""

from entrygo.contract.answers.fields import CamelAnswer
from entrygo.contract.answers.plan import PlanAnswer
from entrygo.contract.described import required


class SplitAnswer(CamelAnswer):
    """The two batches that were one."""

    stays: PlanAnswer = required("The batch without the orders split off, planned again.")
    split_off: PlanAnswer = required("The new batch of those orders.")
